// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates are what is looked for
/** Whatever a source holds: nothing is lost without a word, nothing crashes, and what is no source gets one clear error. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { parseAllDocuments, stringify } from "yaml";
import { type Migration, migrate } from "../../../tools/migrate/migrate";
import { reportJson } from "../../../tools/migrate/report/json";
import { reportMarkdown } from "../../../tools/migrate/report/markdown";
import { reportText } from "../../../tools/migrate/report/text";
import { CannotMigrate } from "../../../tools/migrate/source/refused";
import { acts, hostilePieces } from "../../support/hostile";
import { fixtureFiles, fixtureText, migrated } from "./fixtures";

type Steps = readonly (string | number)[];

/** Kinds of which all that matters is read, and nothing else is passed over as a team's own. */
const followedKinds = [
  "NodePool",
  "EC2NodeClass",
  "Provisioner",
  "AWSNodeTemplate",
  "NodeClass",
  "ScaledObject",
  "PriorityClass",
];

/** Places of the maps of an object, from its spec down. */
function mapsIn(value: unknown, steps: Steps = []): readonly Steps[] {
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.entries(value).flatMap(([key, one]) =>
    mapsIn(one, [...steps, Array.isArray(value) ? Number(key) : key]),
  );
  return Array.isArray(value) || steps[0] === "metadata" || steps[0] === "status" ? inner : [steps, ...inner];
}

function withKey(value: unknown, steps: Steps, key: string): unknown {
  const copy: unknown = structuredClone(value);
  const map = steps.reduce<unknown>((at, step) => (at as Record<string | number, unknown>)[step], copy);
  Object.assign(map as object, { [key]: "1" });
  return copy;
}

/** Whether the report says of a path, or of what is around it, that it has no equivalent. */
function isToldOf({ lists }: Migration, path: string): boolean {
  return lists.noEquivalent.some(({ from }) => {
    const rest = path.startsWith(from.path) ? path.slice(from.path.length) : undefined;
    return rest !== undefined && (rest === "" || from.path === "" || /^[.[]/.test(rest));
  });
}

describe("any source", () => {
  for (const file of fixtureFiles.filter((name) => name.endsWith(".yaml"))) {
    const documents = parseAllDocuments(fixtureText(file)).flatMap((document) => {
      const value = document.toJS() as { items?: unknown[] } | null;
      return value === null ? [] : (value.items ?? [value]);
    });
    const followed = documents.flatMap((one, index) =>
      followedKinds.includes((one as { kind: string }).kind) ? mapsIn(one).map((steps) => ({ index, steps })) : [],
    );
    if (followed.length === 0) continue;
    it(`of ${file} loses no key that nobody knows, wherever it stands (${followed.length} maps)`, () => {
      for (const { index, steps } of followed) {
        const changed = documents.map((one, at) => (at === index ? withKey(one, steps, "unheardOf") : one));
        const migration = migrate([{ file, text: changed.map((one) => stringify(one)).join("---\n") }]);
        const path = [...steps, "unheardOf"].reduce<string>(
          (text, step) => (typeof step === "number" ? `${text}[${step}]` : text === "" ? step : `${text}.${step}`),
          "",
        );
        // labels, tags and the like take any key
        const isCarried = migration.lists.carried.some(({ from }) => from.path === path);
        assert.ok(isCarried || isToldOf(migration, path), path);
      }
    });
  }

  it("of hostile words gets a report that no terminal obeys", () => {
    for (const word of hostilePieces) {
      const text = stringify({
        apiVersion: "karpenter.sh/v1",
        kind: "NodePool",
        metadata: { name: word, labels: { [word]: word } },
        spec: {
          template: {
            metadata: { labels: { [word]: word, team: word } },
            spec: {
              requirements: [{ key: word, operator: "In", values: [word] }],
              taints: [{ key: word, effect: word }],
            },
          },
          limits: { [word]: word },
          [word]: word,
        },
      });
      try {
        const migration = migrate([{ file: "x.yaml", text }]);
        for (const line of `${reportText(migration, [])}${reportMarkdown(migration)}`.split("\n"))
          assert.equal(acts(line), false, line);
        JSON.parse(reportJson(migration, []));
      } catch (cause) {
        assert.ok(cause instanceof CannotMigrate, String(cause));
      }
    }
  });

  it("of any shape gets a result or an error of the user's", () => {
    const leaf = fc.oneof(
      fc.constantFrom<unknown>(
        null,
        true,
        0,
        -1,
        "",
        "10%",
        "Never",
        "team",
        "__proto__",
        "constructor",
        "0",
        "1",
        "spot",
        "In",
        "cron",
      ),
      fc.string({ maxLength: 5 }),
    );
    const value = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        leaf,
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...keys), tie("value"), { maxKeys: 5 }),
      ),
    })).value;
    const object = fc.record({
      apiVersion: fc.constantFrom(
        "karpenter.sh/v1",
        "karpenter.sh/v1beta1",
        "karpenter.sh/v1alpha5",
        "karpenter.k8s.aws/v1",
        "karpenter.k8s.aws/v1alpha1",
        "eks.amazonaws.com/v1",
        "keda.sh/v1alpha1",
        "v1",
      ),
      kind: fc.constantFrom(
        "NodePool",
        "EC2NodeClass",
        "Provisioner",
        "AWSNodeTemplate",
        "NodeClass",
        "Deployment",
        "Pod",
        "ScaledObject",
        "PriorityClass",
      ),
      metadata: value,
      spec: value,
    });
    fc.assert(
      fc.property(fc.array(object, { minLength: 1, maxLength: 4 }), (objects) => {
        try {
          const migration = migrate([{ file: "any.yaml", text: JSON.stringify({ items: objects }) }]);
          reportText(migration, []);
        } catch (cause) {
          if (!(cause instanceof CannotMigrate)) throw cause;
        }
      }),
      { seed: 20261126, numRuns: 150, endOnFailure: true },
    );
  });

  const errorOf = (text: string) => {
    try {
      migrate([{ file: "in.yaml", text }]);
    } catch (cause) {
      if (cause instanceof CannotMigrate) return cause.message;
      throw cause;
    }
    return undefined;
  };

  it("that is an unrendered template gets one error that says so", () => {
    const advice = "render it first (helm template, envsubst, kustomize build) and give the result";
    const helm = "kind: NodePool\nmetadata:\n  name: {{ .Values.name }}\nspec: {}\n";
    assert.equal(errorOf(helm), `in.yaml:3 is a template, not what it makes: "{{ .Values.name }}"; ${advice}`);
    const shell = 'apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata:\n  name: "${CLUSTER_NAME}"\n';
    assert.equal(errorOf(shell), `in.yaml:4 is a template, not what it makes: "\${CLUSTER_NAME}"; ${advice}`);
    const block = "{{- if .Values.enabled }}\nkind: NodePool\n{{- end }}\n";
    assert.equal(errorOf(block), `in.yaml:1 is a template, not what it makes: "{{- if .Values.enabled }}"; ${advice}`);
    assert.equal(errorOf(fixtureText("kinds/v1.yaml")), undefined, "a script may have its own");
  });

  it("may stand beside objects of other tools with such words of their own, which are left aside", () => {
    const dashboard = JSON.stringify({ title: "nodes", panels: [{ legendFormat: "{{pod}}" }] });
    const policy = stringify({
      apiVersion: "kyverno.io/v1",
      kind: "ClusterPolicy",
      metadata: { name: "p" },
      spec: { rules: [{ validate: { message: "{{ request.object.metadata.name }} is bad" } }] },
    });
    const { passedOver, objects } = migrate([
      { file: "pool.yaml", text: fixtureText("kinds/v1.yaml") },
      { file: "dashboard.json", text: dashboard },
      { file: "policy.yaml", text: policy },
    ]);
    assert.equal(objects, migrated(["kinds/v1.yaml"]).objects + 2);
    assert.deepEqual(
      passedOver.filter(({ kind }) => /ClusterPolicy|without a kind/.test(kind)),
      [
        { kind: "ClusterPolicy", count: 1 },
        { kind: "a map without a kind", count: 1 },
      ],
    );
    const pool = 'apiVersion: karpenter.sh/v1\nkind: "{{ .Values.kind }}"\nmetadata: { name: a }\n';
    assert.match(errorOf(pool)!, /^in\.yaml:2 is a template, not what it makes: "\{\{ \.Values\.kind \}\}"/);
  });

  it("that has objects about nodes of a kind that is not read gets a line for each, and a count of all others", () => {
    const objects = [
      { apiVersion: "karpenter.sh/v1alpha1", kind: "NodeOverlay", metadata: { name: "cheap" } },
      { apiVersion: "autoscaling.x-k8s.io/v1beta1", kind: "CapacityBuffer", metadata: { name: "room" } },
      { apiVersion: "eksctl.io/v1alpha5", kind: "ClusterConfig", metadata: { name: "prod" } },
      { apiVersion: "cluster.example.com/v1", kind: "ClusterConfig", metadata: { name: "other" } },
    ].map((object) => stringify({ ...object, spec: { a: 1 } }));
    const migration = migrate([{ file: "in.yaml", text: [fixtureText("kinds/v1.yaml"), ...objects].join("---\n") }]);
    assert.deepEqual(
      migration.lists.noEquivalent.flatMap(({ from, message, advice }) =>
        message === "is about nodes, and not read" ? [[from.object, from.path, advice.split(/ of | prints/)[0]]] : [],
      ),
      [
        ["NodeOverlay cheap", "", "write it under nodeOverlays"],
        ["CapacityBuffer room", "", "write it under capacityBuffers"],
        ["ClusterConfig prod", "", "give what `aws eks describe-nodegroup`"],
      ],
    );
    assert.deepEqual(migration.passedOver, [{ kind: "ClusterConfig", count: 1 }]);
    assert.match(reportText(migration, []), /^Not read: 1 ClusterConfig$/m);
    assert.match(reportMarkdown(migration), /^Not read: 1 `ClusterConfig`\.$/m);
    assert.match(
      errorOf(objects[2]!)!,
      /among 1 object: give the pools, .*; ClusterConfig prod is not read: give what `aws eks describe-nodegroup` prints/,
    );
  });

  it("that cannot be read, or has no pool, says where and what to do", () => {
    assert.match(errorOf("a: [1")!, /^in\.yaml:1:\d+ cannot be read as YAML/);
    assert.match(
      errorOf("kind: ConfigMap\n---\nkind: Secret\n")!,
      /^in\.yaml: no NodePool, Provisioner, node group or Auto Scaling group among 2 objects: give the pools/,
    );
    assert.match(errorOf("")!, /among 0 objects/);
  });
});

/** Keys of the kinds that are read, in any place. */
const keys = [
  ...[
    "name",
    "namespace",
    "labels",
    "annotations",
    "template",
    "spec",
    "metadata",
    "requirements",
    "key",
    "operator",
    "values",
    "minValues",
  ],
  ...[
    "taints",
    "startupTaints",
    "effect",
    "value",
    "limits",
    "resources",
    "cpu",
    "memory",
    "nodes",
    "disruption",
    "budgets",
    "schedule",
  ],
  ...[
    "nodeClassRef",
    "providerRef",
    "provider",
    "kubelet",
    "maxPods",
    "amiSelectorTerms",
    "alias",
    "blockDeviceMappings",
    "ebs",
    "volumeSize",
  ],
  ...[
    "tags",
    "triggers",
    "type",
    "scaleTargetRef",
    "containers",
    "image",
    "replicas",
    "weight",
    "__proto__",
    "team",
    "items",
  ],
];
