import { requirementOperators } from "../../../capacity/kubernetes/requirement";
import { minValuesShortfalls } from "../../../capacity/nodePool/minValues";
import type { Field } from "../../frame/field";
import { type Judge, resourceRule } from "../../frame/rule";
import { types } from "../../frame/subject";
import { readPool } from "../../readers/pool";

/** Karpenter accepts requirements that no instance type meets; pods then stay pending, with a line in a log. */
export const poolRequirementsCanBeMet = resourceRule({
  name: "pool-requirements-can-be-met",
  title: "Some EC2 instance type meets a NodePool's requirements",
  reason: "Karpenter accepts requirements that nothing meets, and pods then stay pending",
  fix: "widen the requirements, or correct their spelling",
  severity: "medium",
  enforcementLevel: "mandatory",
  settings: {},
  types: [types.nodePool],
  check(context) {
    const { inputs, violation, cannotTell, each } = context;
    const list = inputs.at("spec", "template", "spec", "requirements");
    each([list], () => {
      each(list.items(), (requirement) => judgeShape(requirement, context));
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

/** What the CRD's checks let through and the controller reads as something else. */
function judgeShape(requirement: Field, { violation }: Judge): void {
  const operator = requirement.at("operator").text() ?? "";
  const values = requirement.at("values").items().length;
  const place = requirement.at("values");
  if (!(requirementOperators as readonly string[]).includes(operator)) {
    violation(requirement.at("operator"), `is "${operator}"; known are ${requirementOperators.join(", ")}`);
  } else if (operator === "Exists" || operator === "DoesNotExist") {
    if (values > 0) violation(place, `are ignored by ${operator}`);
  } else if (values === 0) violation(place, `are missing; ${operator} needs some`);
}
