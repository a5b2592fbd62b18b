import assert from "node:assert/strict";
import { isolationRules, type PodScheduling, refusals } from "../../../capacity/tenancy/isolation";
import type { Plan } from "../../../tools/plan/plan";
import { markdownReport } from "../../../tools/plan/report/markdown";
import { textReport } from "../../../tools/plan/report/text";
import { ofType, planOf, resource } from "../../support/plans";
import { pool } from "../../support/pool";
import { isolationCases, matrixStack, systemPriorityNamespaces } from "./isolationMatrix";

const admission = "kubernetes:admissionregistration.k8s.io/v1:";
const policyType = `${admission}ValidatingAdmissionPolicy`;

interface Expression {
  readonly name: string;
  readonly expression: string;
}
interface PolicySpec {
  readonly failurePolicy: string;
  readonly matchConstraints: { readonly namespaceSelector: unknown; readonly resourceRules: readonly object[] };
  readonly matchConditions: readonly Expression[];
  readonly variables: readonly Expression[];
  readonly validations: readonly {
    readonly expression: string;
    readonly messageExpression: string;
    readonly message: string;
  }[];
  readonly mutations: readonly { readonly jsonPatch: { readonly expression: string } }[];
}
const specOf = (inputs: object) => (inputs as { spec: PolicySpec }).spec;

/** Whether brackets and quotes close in order; otherwise an API server would refuse the policy. */
function isBalanced(cel: string): boolean {
  const bare = cel.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, "");
  const open: string[] = [];
  for (const character of bare) {
    if ("([{".includes(character)) open.push(character);
    else if (")]}".includes(character) && open.pop() !== { ")": "(", "]": "[", "}": "{" }[character]) return false;
  }
  return open.length === 0 && !/["']/.test(bare);
}

describe("the admission policy that keeps teams apart", () => {
  const plan = () => planOf("isolation", matrixStack);
  const ofVersion = (version: string) =>
    planOf("isolation-version", { cluster: { version }, teams: { alpha: { pools: [pool("general")] } } });
  const older = () => ofVersion("1.35");

  it("names no team, denies, and fails closed for pods that are created and updated", async () => {
    const { inputs } = resource(await plan(), policyType, "isolation");
    const { failurePolicy, matchConstraints } = specOf(inputs);
    assert.deepEqual(
      { failurePolicy, matchConstraints },
      {
        failurePolicy: "Fail",
        matchConstraints: {
          matchPolicy: "Equivalent",
          namespaceSelector: {
            matchExpressions: [
              {
                key: "kubernetes.io/metadata.name",
                operator: "NotIn",
                values: ["gatekeeper-system", "kube-system"],
              },
            ],
          },
          resourceRules: [
            {
              apiGroups: [""],
              apiVersions: ["v1"],
              operations: ["CREATE", "UPDATE"],
              resources: ["pods"],
              scope: "Namespaced",
            },
          ],
        },
      },
    );
    const names = Object.keys(matrixStack.teams).filter((name) =>
      new RegExp(`\\b${name}\\b`).test(JSON.stringify(inputs)),
    );
    assert.deepEqual(names, []);
    assert.deepEqual(resource(await plan(), `${policyType}Binding`, "isolation").inputs.spec, {
      policyName: "team-isolation",
      validationActions: ["Deny"],
    });
  });

  it("exempts by one condition each: unchanged tolerations, DaemonSets of listed namespaces, placeholders", async () => {
    const conditions = (one: Plan) => specOf(resource(one, policyType, "isolation").inputs).matchConditions;
    const listed = conditions(await plan());
    assert.deepEqual(
      listed.map(({ name }) => name),
      ["made-or-tolerations-changed", "no-daemonset-pod-of-an-add-on", "no-placeholder"],
    );
    assert.match(
      listed[1]!.expression,
      /request\.namespace in \["monitoring"\] && request\.userInfo\.username == "system:serviceaccount:kube-system:daemon-set-controller"/,
    );
    assert.deepEqual(
      conditions(await older()).map(({ name }) => name),
      ["made-or-tolerations-changed", "no-placeholder"],
    );
  });

  it("has every rule of capacity/tenancy/isolation.ts, each with its name in the refusal", async () => {
    const { validations } = specOf(resource(await plan(), policyType, "isolation").inputs);
    assert.deepEqual(
      validations.map(({ message, messageExpression }) => [message, messageExpression.startsWith(`"${message}: "`)]),
      isolationRules.map((rule) => [rule, true]),
    );
  });

  it("is CEL with balanced brackets, and uses each variable only after its definition", async () => {
    const { variables, validations } = specOf(resource(await plan(), policyType, "isolation").inputs);
    const known: string[] = [];
    for (const { name, expression } of variables) {
      const used = [...expression.matchAll(/variables\.(\w+)/g)].map(([, variable]) => variable!);
      assert.deepEqual(
        used.filter((variable) => !known.includes(variable)),
        [],
        name,
      );
      known.push(name);
    }
    const all = [...variables, ...validations].flatMap((one) => Object.values(one));
    assert.deepEqual(
      all.filter((text) => !isBalanced(text) || text.includes("\n")),
      [],
    );
    const unknown = all
      .flatMap((text) => [...text.matchAll(/variables\.(\w+)/g)])
      .filter(([, name]) => !known.includes(name!));
    assert.deepEqual(unknown, []);
  });

  it("is absent when no team asks for it", async () => {
    const none = await planOf("isolation-none", {
      teams: {
        alpha: { isolation: "none", pools: [pool("general")] },
        beta: { isolation: "prefer", pools: [pool("general")] },
      },
    });
    assert.deepEqual(
      none.resources.filter(({ type, name }) => type.startsWith(admission) && name === "isolation"),
      [],
    );
    const taints = ofType(none, "kubernetes:karpenter.sh/v1:NodePool").map(({ name, inputs }) => [
      name,
      (inputs as { spec: { template: { spec: { taints?: unknown } } } }).spec.template.spec.taints,
    ]);
    assert.deepEqual(Object.fromEntries(taints), {
      "alpha-general": undefined,
      "beta-general": [{ key: "team", value: "beta", effect: "PreferNoSchedule" }],
    });
  });

  it("comes with one that fills in pods from Kubernetes 1.36 on, for teams with pools of their own", async () => {
    assert.deepEqual(ofType(await older(), `${admission}MutatingAdmissionPolicy`), []);
    const { inputs } = resource(await ofVersion("1.36"), `${admission}MutatingAdmissionPolicy`, "isolation");
    const { matchConstraints, failurePolicy, mutations } = specOf(inputs);
    assert.deepEqual(matchConstraints.namespaceSelector, {
      matchExpressions: [
        { key: "kubernetes.io/metadata.name", operator: "NotIn", values: ["kube-system"] },
        { key: "team-isolation", operator: "In", values: ["enforced"] },
        { key: "team-pools", operator: "In", values: ["own"] },
      ],
    });
    assert.deepEqual(
      [failurePolicy, mutations.length, mutations.filter(({ jsonPatch }) => !isBalanced(jsonPatch.expression))],
      ["Ignore", 3, []],
    );
  });
});

describe("the admission policy that protects the program's objects", () => {
  const objectsOf = (plan: Plan) =>
    plan.resources.filter(({ type, name }) => type.startsWith(admission) && name === "isolation-objects");

  it("looks at updates and deletions of labelled objects, denies, and fails closed", async () => {
    const plan = await planOf("isolation", matrixStack);
    const { failurePolicy, matchConstraints } = specOf(resource(plan, policyType, "isolation-objects").inputs);
    const rule = (apiGroups: string[], resources: string[]) => ({
      apiGroups,
      apiVersions: ["*"],
      operations: ["UPDATE", "DELETE"],
      resources,
      scope: "*",
    });
    assert.deepEqual(
      { failurePolicy, matchConstraints },
      {
        failurePolicy: "Fail",
        matchConstraints: {
          matchPolicy: "Equivalent",
          objectSelector: { matchLabels: { "nodepools/protected": "true" } },
          resourceRules: [
            rule([""], ["namespaces", "resourcequotas", "limitranges"]),
            rule(["networking.k8s.io"], ["networkpolicies"]),
            rule(["rbac.authorization.k8s.io"], ["roles", "rolebindings"]),
          ],
        },
      },
    );
    assert.deepEqual(resource(plan, `${policyType}Binding`, "isolation-objects").inputs.spec, {
      policyName: "team-objects",
      validationActions: ["Deny"],
    });
  });

  it("has a label to go by on all that is in a team's namespaces, and on nothing else", async () => {
    const plan = await planOf("isolation", matrixStack);
    const labelOf = ({ inputs }: { readonly inputs: object }) =>
      (inputs as { metadata?: { labels?: Record<string, string> } }).metadata?.labels?.["nodepools/protected"];
    const kinds = new Set(plan.resources.filter((one) => labelOf(one) === "true").map(({ type }) => type));
    assert.deepEqual([...kinds].sort(), [
      "kubernetes:core/v1:LimitRange",
      "kubernetes:core/v1:Namespace",
      "kubernetes:core/v1:ResourceQuota",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy",
    ]);
    const teams = Object.keys(matrixStack.teams);
    const unlabelled = plan.resources.filter((one) => {
      const { namespace = "" } = (one.inputs as { metadata?: { namespace?: string } }).metadata ?? {};
      return teams.includes(namespace) && labelOf(one) !== "true";
    });
    assert.deepEqual(
      unlabelled.map(({ urn }) => urn),
      [],
    );
  });

  it("is there whatever the isolation, and absent when it is switched off or there is no team", async () => {
    const pools = [pool("general")];
    const none = { teams: { alpha: { isolation: "none", pools } } };
    assert.equal(objectsOf(await planOf("isolation-alone", none)).length, 2);
    const off = { admission: { protectObjects: false }, teams: { alpha: { pools } } };
    assert.deepEqual(objectsOf(await planOf("isolation-unprotected", off)), []);
    assert.deepEqual(objectsOf(await planOf("isolation-no-teams", { teams: {} })), []);
  });
});

describe("the admission policy that restricts teams' Services", () => {
  const servicesOf = (plan: Plan) =>
    plan.resources.filter(({ type, name }) => type.startsWith(admission) && name === "isolation-services");
  const alone = { alpha: { isolation: "none", pools: [pool("general")] } };

  it("looks at new and changed Services in teams' namespaces, denies, and fails closed", async () => {
    const plan = await planOf("isolation-alone", { teams: alone });
    const { failurePolicy, matchConstraints } = specOf(resource(plan, policyType, "isolation-services").inputs);
    assert.deepEqual(
      { failurePolicy, matchConstraints },
      {
        failurePolicy: "Fail",
        matchConstraints: {
          matchPolicy: "Equivalent",
          namespaceSelector: { matchExpressions: [{ key: "team-isolation", operator: "Exists" }] },
          resourceRules: [
            {
              apiGroups: [""],
              apiVersions: ["v1"],
              operations: ["CREATE", "UPDATE"],
              resources: ["services"],
              scope: "Namespaced",
            },
          ],
        },
      },
    );
    assert.deepEqual(resource(plan, `${policyType}Binding`, "isolation-services").inputs.spec, {
      policyName: "team-services",
      validationActions: ["Deny"],
    });
  });

  it("allows the ranges that the config lists, whatever their order, and says them", async () => {
    const specWith = async (...externalIpCidrs: string[]) =>
      specOf(
        resource(
          await planOf(`isolation-${externalIpCidrs.length}`, { admission: { externalIpCidrs }, teams: alone }),
          policyType,
          "isolation-services",
        ).inputs,
      );
    const { variables, validations } = await specWith("203.0.113.0/24", "198.51.100.7/32");
    assert.match(
      variables.find(({ name }) => name === "refused")!.expression,
      /&& !cidr\("198\.51\.100\.7\/32"\)\.containsIP\(address\) && !cidr\("203\.0\.113\.0\/24"\)/,
    );
    assert.match(validations[0]!.messageExpression, /allows 198\.51\.100\.7\/32, 203\.0\.113\.0\/24"$/);
  });

  it("is absent when there is no team", async () => {
    assert.deepEqual(servicesOf(await planOf("isolation-no-teams", { teams: {} })), []);
  });
});

describe("the table of who may land on whose nodes", () => {
  it("is in the text and in the Markdown of the plan", async () => {
    const plan = await planOf("isolation", matrixStack);
    const squeezed = (text: string) => text.split("\n").map((line) => line.trim().replace(/ +/g, " "));
    const text = squeezed(textReport(plan));
    assert.deepEqual(text.slice(text.indexOf("Whose nodes pods may land on") + 1).slice(0, 10), [
      "pods of alpha beta delta gamma shared alphas bootstrap nodes shared everyone",
      "alpha yes no 1 no 3 no 1 yes no 3 yes",
      "beta no 1 yes no 3 no 1 no 4 no 3 yes",
      "delta no 2 no 2 yes no 2 no 5 yes yes",
      "gamma no 1 no 1 no 3 yes no 4 no 3 yes",
      "no 1: refused by tolerates-own-team, selects-own-nodes",
      "no 2: refused by tolerates-own-team",
      "no 3: refused by selects-own-nodes",
      "no 4: refused by tolerates-open-pools, selects-own-nodes",
      "no 5: refused by tolerates-open-pools",
    ]);
    const markdown = markdownReport(plan).split("\n");
    const start = markdown.indexOf("<details><summary>Whose nodes pods may land on</summary>");
    assert.deepEqual(markdown.slice(start + 4, start + 6), [
      "| alpha | yes | no 1 | no 3 | no 1 | yes | no 3 | yes |",
      "| beta | no 1 | yes | no 3 | no 1 | no 4 | no 3 | yes |",
    ]);
  });
});

describe("the matrix of pods", () => {
  /** Without the exemptions by user and namespace, which capacity/tenancy/isolation.ts does not know. */
  const checked = isolationCases.filter(({ title }) => !title.startsWith("exempt") && !title.startsWith("not exempt"));

  it("has every pair of three teams in every shape", () => {
    const shapes = isolationCases.filter(({ title }) => /^\w+ to (alpha|beta|gamma): /.test(title));
    assert.equal(shapes.length, 3 * 3 * 11);
  });

  it("has the same results by the rules of capacity/tenancy/isolation.ts, created pods and refused ones", async () => {
    const labels = new Map(
      ofType(await planOf("isolation", matrixStack), "kubernetes:core/v1:Namespace").map(({ name, inputs }) => [
        name,
        (inputs as { metadata: { labels: Record<string, string> } }).metadata.labels,
      ]),
    );
    const wrong = checked
      .filter(({ terms }) => terms === undefined)
      .flatMap(({ title, namespace, pod, added = [], refusedBy }) => {
        const whole: PodScheduling = { ...pod, tolerations: [...(pod.tolerations ?? []), ...added] };
        const [found] = refusals(whole, {
          name: namespace,
          labels: labels.get(namespace) ?? {},
          maySystemPriority: systemPriorityNamespaces.includes(namespace),
        });
        return found === refusedBy ? [] : [`${title}: ${found}, not ${refusedBy}`];
      });
    assert.deepEqual(wrong, []);
  });

  it("refuses a priority above the highest of users', whatever its class is called", () => {
    const on = (priority: number, maySystemPriority = false) =>
      refusals({ priority }, { name: "default", labels: {}, maySystemPriority });
    assert.deepEqual(
      [on(1_000_000_000), on(1_000_000_001), on(1_000_000_001, true)],
      [[], ["leaves-system-priority"], []],
    );
  });
});
