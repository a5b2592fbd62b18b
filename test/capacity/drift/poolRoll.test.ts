import assert from "node:assert/strict";
import { karpenterHashes } from "../../../capacity/drift/hashedFields";
import { type PoolRoll, type PoolState, poolRoll } from "../../../capacity/drift/poolRoll";
import { Unseen } from "../../../capacity/drift/unseen";
import { karpenterMinors } from "../../../capacity/karpenter/versions";
import type { Requirement } from "../../../capacity/kubernetes/requirement";

const families: Requirement = { key: "karpenter.k8s.aws/instance-family", operator: "In", values: ["m5", "c5"] };

interface Edit {
  readonly template?: object;
  readonly node?: object;
  readonly spec?: object;
  readonly nodeClass?: object;
  readonly requirements?: readonly Requirement[];
  readonly state?: Partial<PoolState>;
}

/** A pool of m5 and c5 with one edit. */
function pool({ template, node, spec, nodeClass, requirements = [families], state }: Edit = {}): PoolState {
  return {
    nodePool: {
      metadata: { name: "dotori-general" },
      spec: {
        template: {
          metadata: { labels: { team: "dotori" } },
          ...template,
          spec: {
            nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: "dotori" },
            requirements,
            expireAfter: "720h",
            terminationGracePeriod: "1h",
            ...node,
          },
        },
        limits: { cpu: "64" },
        ...spec,
      },
    },
    nodeClass: {
      metadata: { name: "dotori" },
      spec: {
        amiSelectorTerms: [{ alias: "al2023@v20260101" }],
        role: "nodes",
        subnetSelectorTerms: [{ id: "subnet-a" }, { id: "subnet-b" }],
        securityGroupSelectorTerms: [{ id: "sg-1" }],
        tags: { team: "dotori" },
        ...nodeClass,
      },
    },
    karpenter: "1.14.1",
    kubernetes: "1.35",
    ...state,
  };
}

const context = { region: "eu-west-1", zones: ["eu-west-1a", "eu-west-1b"], subnetZones: { "subnet-b": "eu-west-1b" } };

function roll(edit: Edit, before: Edit = {}): PoolRoll {
  return poolRoll(pool(before), pool(edit), context);
}

function reasons({ rolls, because }: PoolRoll): string {
  return [rolls, ...because.map(({ path, reason, nodes }) => `${path} ${reason} ${nodes}`)].join("; ");
}

describe("poolRoll", () => {
  it("rolls nothing without an edit", () => {
    const same = roll({});
    assert.deepEqual([same.rolls, same.because, same.errors, same.reverting], ["none", [], [], undefined]);
  });

  it("rolls nothing by weight, limits, disruption, minValues, ipPrefixCount or another spelling", () => {
    const spec = { weight: 5, limits: { cpu: "1" }, disruption: { consolidateAfter: "5m", budgets: [{ nodes: "1" }] } };
    assert.equal(reasons(roll({ spec })), "none");
    assert.equal(reasons(roll({ requirements: [{ ...families, minValues: 2 }] })), "none");
    assert.equal(reasons(roll({ nodeClass: { ipPrefixCount: 1 } })), "none");
    assert.equal(reasons(roll({ node: { expireAfter: "43200m" }, nodeClass: { amiFamily: "AL2023" } })), "none");
  });

  it("names the field by which all nodes roll", () => {
    const labels = roll({ template: { metadata: { labels: { team: "dotori", "example.com/tier": "web" } } } });
    assert.equal(
      reasons(labels),
      'drift; nodePool.spec.template.metadata.labels["example.com/tier"] NodePoolDrifted all',
    );
    assert.deepEqual([labels.because[0]!.before, labels.because[0]!.after], [undefined, "web"]);
    const taints = [{ key: "team", value: "dotori", effect: "NoSchedule" }];
    assert.equal(reasons(roll({ node: { taints } })), "drift; nodePool.spec.template.spec.taints NodePoolDrifted all");
    assert.equal(
      reasons(roll({ node: { expireAfter: "24h" } })),
      "drift; nodePool.spec.template.spec.expireAfter NodePoolDrifted all",
    );
    const ref = { nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: "other" } };
    assert.equal(
      reasons(roll({ node: ref })),
      "drift; nodePool.spec.template.spec.nodeClassRef.name NodePoolDrifted all",
    );
    const disks = (size: string) => ({ blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { volumeSize: size } }] });
    assert.equal(
      reasons(roll({ nodeClass: disks("30Gi") }, { nodeClass: disks("20Gi") })),
      "drift; nodeClass.spec.blockDeviceMappings[0].ebs.volumeSize NodeClassDrift all",
    );
  });

  it("rolls the types, zones and capacity types that requirements no longer admit", () => {
    const one = roll({ requirements: [{ ...families, values: ["m5"] }] });
    assert.equal(one.rolls, "some");
    assert.ok(one.which.types.includes("c5.large") && one.which.types.every((type) => type.startsWith("c5.")));
    const zone = roll({
      requirements: [families, { key: "topology.kubernetes.io/zone", operator: "In", values: ["eu-west-1a"] }],
    });
    assert.deepEqual([zone.rolls, zone.which.zones, zone.which.types], ["some", ["eu-west-1b"], []]);
    const spot = roll({
      requirements: [families, { key: "karpenter.sh/capacity-type", operator: "NotIn", values: ["spot"] }],
    });
    assert.deepEqual([spot.rolls, spot.which.capacityTypes], ["some", ["spot"]]);
    assert.equal(roll({ requirements: [{ ...families, values: ["r5"] }] }).rolls, "drift");
    assert.equal(roll({ requirements: [{ ...families, values: ["m5", "c5", "r5"] }] }).rolls, "none");
  });

  it("rolls all nodes for a requirement on a label of one's own that they lack", () => {
    const rack: Requirement = { key: "rack", operator: "In", values: ["a"] };
    assert.equal(roll({ requirements: [families, rack] }).rolls, "drift");
    assert.equal(roll({ requirements: [families, { key: "team", operator: "In", values: ["dotori"] }] }).rolls, "none");
  });

  it("rolls by AMI, subnets, security groups and reservations what no longer is selected", () => {
    const newer = { amiSelectorTerms: [{ alias: "al2023@v20260202" }] };
    assert.equal(reasons(roll({ nodeClass: newer })), "drift; nodeClass.spec.amiSelectorTerms AMIDrift all");
    assert.equal(
      reasons(roll({ state: { kubernetes: "1.36" } })),
      "drift; nodeClass.spec.amiSelectorTerms AMIDrift all",
    );
    const latest = { amiSelectorTerms: [{ alias: "al2023@latest" }] };
    assert.equal(reasons(roll({ nodeClass: latest })), "unknown; nodeClass.spec.amiSelectorTerms AMIDrift unknown");
    const fewer = roll({ nodeClass: { subnetSelectorTerms: [{ id: "subnet-a" }] } });
    assert.deepEqual([fewer.rolls, fewer.which.zones], ["some", ["eu-west-1b"]]);
    const more = { subnetSelectorTerms: [{ id: "subnet-a" }, { id: "subnet-b" }, { id: "subnet-c" }] };
    assert.equal(reasons(roll({ nodeClass: more })), "none");
    const group = { securityGroupSelectorTerms: [{ id: "sg-1" }, { id: "sg-2" }] };
    assert.equal(
      reasons(roll({ nodeClass: group })),
      "drift; nodeClass.spec.securityGroupSelectorTerms SecurityGroupDrift all",
    );
    const reservations = { capacityReservationSelectorTerms: [{ id: "cr-1" }] };
    const without = roll({}, { nodeClass: reservations });
    assert.deepEqual([without.rolls, without.which.capacityTypes], ["some", ["reserved"]]);
  });

  it("says what may roll at any time beside the edit, and not as the edit's", () => {
    const nodeClass = { amiSelectorTerms: [{ alias: "al2023@latest" }], subnetSelectorTerms: [{ tags: { a: "b" } }] };
    const { rolls, outside } = roll({ nodeClass }, { nodeClass });
    assert.deepEqual(
      [rolls, outside],
      [
        "none",
        [
          "nodeClass.spec.amiSelectorTerms[0]: another AMI may match at any time",
          "nodeClass.spec.subnetSelectorTerms[0]: other subnets may match at any time",
        ],
      ],
    );
  });

  it("cannot tell of values that are not seen, unless they are known to be the same", () => {
    const data = (value: unknown) => ({ nodeClass: { userData: value } });
    assert.equal(reasons(roll(data(new Unseen("secret", "v1:x")), data(new Unseen("secret", "v1:x")))), "none");
    const differs = roll(data(new Unseen("secret", "v1:x")), data(new Unseen("secret", "v1:y")));
    assert.equal(reasons(differs), "unknown; nodeClass.spec.userData NodeClassDrift unknown");
    assert.equal(roll(data("a"), data(new Unseen("computed"))).rolls, "unknown");
    const groups = (id: unknown) => ({ nodeClass: { securityGroupSelectorTerms: [{ id }] } });
    assert.equal(roll(groups("sg-1"), groups(new Unseen("computed", "urn"))).rolls, "unknown");
    assert.equal(roll(groups(new Unseen("computed", "urn")), groups(new Unseen("computed", "urn"))).rolls, "none");
    assert.equal(
      roll({ ...data(new Unseen("computed")), node: { expireAfter: "1h" } }).rolls,
      "drift",
      "one is certain",
    );
  });

  it("cannot tell of a list that is not seen as a whole, or of requirements with a value that is not", () => {
    const terms = (value: unknown) => ({ nodeClass: { subnetSelectorTerms: value } });
    const computed = (identity?: string) => new Unseen("computed", identity);
    assert.equal(reasons(roll(terms(computed()))), "unknown; nodeClass.spec.subnetSelectorTerms SubnetDrift unknown");
    assert.equal(reasons(roll(terms(computed("urn")), terms(computed("urn")))), "none");
    const zone = (value: unknown) => ({
      requirements: [{ key: "topology.kubernetes.io/zone", operator: "In", values: [value] } as Requirement],
    });
    assert.equal(
      reasons(roll(zone(computed("b")), zone(computed("a")))),
      "unknown; nodePool.spec.template.spec.requirements RequirementsDrifted unknown",
    );
    assert.equal(reasons(roll(zone(computed("a")), zone(computed("a")))), "none");
    assert.equal(roll({ state: { kubernetes: undefined } }).rolls, "unknown");
    assert.equal(roll({ state: { nodeClass: undefined } }).rolls, "unknown");
  });

  it("refuses an edit of a hashed field beside an upgrade that changes the hash's version", () => {
    const upgraded = { karpenter: "1.15.1" };
    assert.deepEqual([roll({ state: upgraded }).rolls, roll({ state: upgraded }).errors], ["none", []]);
    const both = roll({ state: upgraded, nodeClass: { tags: { team: "other" } } });
    assert.equal(reasons(both), "unknown; nodeClass.spec.tags.team NodeClassDrift unknown");
    assert.deepEqual(both.errors, [
      {
        rule: "hash-and-version",
        path: "nodeClass.spec.tags.team",
        message:
          "changes together with Karpenter 1.14.1 to 1.15.1, whose hash of it is v6 instead of v5: the new controller takes the nodes that it finds for up to date, and they keep the old settings",
        suggestion: "upgrade Karpenter first, with nothing else; make the edit in a second deployment",
      },
    ]);
    const nodePool = roll({ state: upgraded, node: { expireAfter: "24h" } });
    assert.deepEqual([nodePool.rolls, nodePool.errors], ["drift", []], "the NodePool's hash stays v3");
    const twoEdits = roll({ state: upgraded, node: { expireAfter: "24h" }, nodeClass: { tags: { team: "other" } } });
    assert.deepEqual([twoEdits.rolls, twoEdits.errors], ["drift", []], "all nodes go for the NodePool's edit");
    assert.equal(roll({ state: { karpenter: "1.99.0" }, node: { expireAfter: "24h" } }).rolls, "unknown");
  });

  it("refuses it beside a way back, too, and says how to go back", () => {
    const back = (from: string, to: string, was: object, is: object) =>
      roll({ nodeClass: is, state: { karpenter: to } }, { nodeClass: was, state: { karpenter: from } });
    const both = back("1.15.1", "1.14.1", {}, { tags: { team: "other" } });
    assert.equal(reasons(both), "unknown; nodeClass.spec.tags.team NodeClassDrift unknown");
    assert.match(
      `${both.because[0]?.why}`,
      /^is hashed, and the other version of Karpenter changes the hash from v6 to v5$/,
    );
    assert.deepEqual(both.errors, [
      {
        rule: "hash-and-version",
        path: "nodeClass.spec.tags.team",
        message:
          "changes together with Karpenter 1.15.1 to 1.14.1, whose hash of it is v5 instead of v6: the older controller takes the nodes that it finds for up to date, and they keep the old settings",
        suggestion: "go back to Karpenter 1.14.1 first, with nothing else; make the edit in a second deployment",
      },
    ]);
    // 1.11 has no such field, so it has to go while 1.13 still runs
    const tracking = { connectionTracking: { udpTimeout: "30s" } };
    const [error] = back("1.13.1", "1.11.0", { ...tracking, context: "one" }, { context: "other" }).errors;
    assert.deepEqual(
      [error?.path, error?.suggestion],
      [
        "nodeClass.spec.connectionTracking.udpTimeout",
        "make the edit first, with Karpenter 1.13.1, since 1.11.0 does not have the field; wait until the nodes are replaced; go back to 1.11.0 in a second deployment",
      ],
    );
    const interfaces = [{ networkCardIndex: 0, deviceIndex: 0, interfaceType: "interface" }];
    const equal = back("1.11.0", "1.10.2", { networkInterfaces: interfaces }, {});
    assert.deepEqual(
      [equal.rolls, equal.errors],
      ["drift", []],
      "the hash stays v4, and the nodes have that of the field",
    );
  });

  it("tells of an edit beside an upgrade from each minor with a row", () => {
    const upgraded = (from: string, to: string, edit: Edit) =>
      roll({ ...edit, state: { karpenter: to } }, { state: { karpenter: from } });
    const tags = { nodeClass: { tags: { team: "other" } } };
    for (const from of ["1.9.3", "1.10.2", "1.11.0"]) {
      assert.equal(upgraded(from, "1.15.1", { node: { expireAfter: "24h" } }).rolls, "drift", `${from}: hash v3`);
      assert.equal(upgraded(from, "1.11.0", tags).rolls, "drift", `${from}: hash v4`);
      const [error] = upgraded(from, "1.15.1", tags).errors;
      assert.match(`${error?.message}`, /whose hash of it is v6 instead of v4/);
    }
    assert.equal(upgraded("1.8.6", "1.15.1", { node: { expireAfter: "24h" } }).rolls, "unknown");
    assert.deepEqual(
      karpenterMinors.filter((minor) => karpenterHashes(`${minor}.0`) === undefined),
      [],
      "a row whose hashed fields are not known",
    );
  });

  it("tells a pool that is new, gone or replaced", () => {
    assert.equal(poolRoll(undefined, pool(), context).rolls, "new");
    assert.equal(poolRoll(pool(), undefined, context).rolls, "gone");
    const renamed = { ...pool(), nodePool: { metadata: { name: "dotori-other" }, spec: {} } };
    assert.equal(poolRoll(pool(), renamed, context).rolls, "replaced");
  });

  it("says what the API server refuses", () => {
    const refused = roll({ spec: { replicas: 3 } });
    assert.deepEqual(
      refused.errors.map(({ rule, path }) => `${rule} ${path}`),
      ["immutable-field nodePool.spec.replicas"],
    );
  });

  it("says what reverting does", () => {
    const again = "nodes made before the edit count as up to date again";
    assert.deepEqual(roll({ node: { expireAfter: "24h" } }).reverting, {
      rolls: "drift",
      text: `${again}, and those made after it roll`,
    });
    assert.deepEqual(roll({ requirements: [{ ...families, values: ["m5"] }] }).reverting, {
      rolls: "none",
      text: `${again}, and those made after it stay`,
    });
  });
});
