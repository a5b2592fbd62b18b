import { requirementOperators } from "../../../capacity/kubernetes/requirement";
import { minValuesShortfalls } from "../../../capacity/nodePool/minValues";
import type { Field } from "../../frame/field";
import { type Reporter, resourceRule } from "../../frame/rule";
import { types } from "../../frame/subject";
import { readPool } from "../../readers/pool";

export const poolRequirementsCanBeMet = resourceRule({
  name: "pool-requirements-can-be-met",
  title: "Some EC2 instance type meets a NodePool's requirements",
  reason: "Karpenter accepts requirements that nothing meets, and the pods stay pending",
  fix: "widen the requirements, or correct their spelling",
  severity: "medium",
  enforcementLevel: "mandatory",
  settings: {},
  types: [types.nodePool],
  check(context) {
    const { inputs, violation, cannotTell, each } = context;
    const list = inputs.at("spec", "template", "spec", "requirements");
    each([list], () => {
      each(list.items(), (requirement) => checkShape(requirement, context));
    });
    const pool = readPool(inputs);
    const { uncatalogued, region = "any region" } = pool;
    if (uncatalogued.length > 0) {
      const values = uncatalogued.map(({ key, value }) => `${value} as ${key}`).join(", ");
      cannotTell(list, `the catalogue of EC2 types has no ${values}`);
    } else if (pool.types.length === 0) violation(list, `are met by no EC2 type of ${region}`);
    else if (pool.unknownPath === undefined) {
      each(minValuesShortfalls(pool), ({ key, minValues, found }) => {
        violation(list, `need ${minValues} different values of ${key}, and the admitted types have ${found}`);
      });
    }
  },
});

/** Reports what the CRD accepts and the controller reads as something else. */
function checkShape(requirement: Field, { violation }: Reporter): void {
  const operator = requirement.at("operator").text() ?? "";
  const values = requirement.at("values").items().length;
  const place = requirement.at("values");
  if (!(requirementOperators as readonly string[]).includes(operator)) {
    violation(requirement.at("operator"), `is "${operator}"; known are ${requirementOperators.join(", ")}`);
  } else if (operator === "Exists" || operator === "DoesNotExist") {
    if (values > 0) violation(place, `are ignored by ${operator}`);
  } else if (values === 0) violation(place, `are missing; ${operator} needs some`);
}
