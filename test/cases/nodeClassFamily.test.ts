import assert from "node:assert/strict";
import { linesOf, nodeClassLinesOf } from "./nodeClassCase";

const file = (nodeClass: string, pool = "", karpenter = "1.15.1") => `
config:
  aws:region: us-east-1
  nodepools:environment: development
  nodepools:karpenter: { version: ${karpenter} }
  nodepools:teams:
    orders:
      nodeClass:
${nodeClass.replace(/^/gm, "        ")}
      pools:
        - { name: general, limits: { cpu: "64", memory: 256Gi }${pool} }
`;
const at = "teams.orders.nodeClass";

describe("cases: what an AMI family decides", () => {
  it("02: Windows is refused in one line, by family and by alias", () => {
    const why =
      "is refused: Windows nodes need parts that the program does not make (an access entry EC2_WINDOWS, the VPC resource controller's policy, Windows IPAM), and would never join; use AL2023 or Bottlerocket";
    const errors = (nodeClass: string) => linesOf(file(nodeClass)).filter((line) => line.startsWith("error"));
    assert.deepEqual(errors("amiFamily: Windows2022\ndisks: [{ deviceName: /dev/sda1, sizeGiB: 100 }]"), [
      `error ${at}.amiFamily: "Windows2022" ${why}`,
    ]);
    assert.deepEqual(errors("amiAlias: windows2025@latest"), [`error ${at}.amiAlias: "windows2025@latest" ${why}`]);
    assert.deepEqual(errors("amiFamily: AL2"), [
      `error ${at}.amiFamily: "AL2" is refused: Amazon Linux 2 has no image for Kubernetes 1.33 and newer; use AL2023 or Bottlerocket`,
    ]);
  });

  it("16: disks without the family's root device say what becomes of it", () => {
    assert.deepEqual(
      nodeClassLinesOf(file("amiFamily: Bottlerocket\ndisks: [{ deviceName: /dev/xvdb, sizeGiB: 100 }]")),
      [
        `warning ${at}.disks: lack /dev/xvda, from which Bottlerocket boots: disks replace the family's, so the volume has the size that the AMI gives it, and is not encrypted; add /dev/xvda`,
      ],
    );
    assert.deepEqual(nodeClassLinesOf(file("disks: [{ deviceName: /dev/xvdf, sizeGiB: 100 }]")), [
      `warning ${at}.disks: lack /dev/xvda, from which AL2023 boots: disks replace the family's, so the volume has the size that the AMI gives it, and is not encrypted; add /dev/xvda`,
    ]);
  });

  it("12: own AMIs need a family, and one for each architecture of the pools", () => {
    const terms = "amiSelectorTerms: [{ name: bottlerocket-aws-k8s-1.35-x86_64-*, owner: amazon }]";
    assert.deepEqual(nodeClassLinesOf(file(terms, ", architectures: [amd64, arm64]")), [
      `error ${at}.amiFamily: is missing: it decides how nodes of these AMIs boot and join, which no AMI says of itself; write "Bottlerocket"`,
      `warning ${at}.amiSelectorTerms[0].name: "bottlerocket-aws-k8s-1.35-x86_64-*" looks like an AMI for amd64, and no term names one for arm64, which pools of the node class admit: no arm64 node is launched; add a term for arm64, or take it out of architectures`,
    ]);
    assert.deepEqual(nodeClassLinesOf(file(`amiFamily: AL2023\n${terms.replace("1.35", "1.33")}`)), [
      `warning ${at}.amiSelectorTerms[0].name: "bottlerocket-aws-k8s-1.33-x86_64-*" looks like Bottlerocket, and amiFamily is AL2023: nodes would not join; write amiFamily Bottlerocket, or name another AMI`,
      `warning ${at}.amiSelectorTerms[0].name: "bottlerocket-aws-k8s-1.33-x86_64-*" looks like Kubernetes 1.33, and cluster.version is "1.35"; name an AMI for 1.35`,
    ]);
    assert.deepEqual(nodeClassLinesOf(file(`amiFamily: Bottlerocket\n${terms}`)), []);
  });

  it("11: user data and kubelet settings that Bottlerocket does not take", () => {
    const kubelet = `amiFamily: Bottlerocket
kubelet:
  podsPerCore: 10
  evictionSoft: { memory.available: 5% }
  evictionSoftGracePeriod: { memory.available: 1m }
  evictionMaxPodGracePeriod: 60`;
    const script = `${kubelet}\nuserData: |\n  #!/bin/bash\n  echo hello\n`;
    const ofScript = [
      `error ${at}.userData: is a shell script; Bottlerocket takes TOML settings such as [settings.kubernetes], and its nodes would not start as meant; write TOML settings such as [settings.kubernetes]`,
    ];
    assert.deepEqual(nodeClassLinesOf(file(script)), [
      ...ofScript,
      `error ${at}.kubelet.podsPerCore: 10 is not handed on to Bottlerocket: the class is not ready, and makes no nodes; delete it, or use maxPods`,
    ]);
    assert.deepEqual(nodeClassLinesOf(file(script, "", "1.14.1")), [
      ...ofScript,
      `warning ${at}.kubelet.podsPerCore: 10 is not handed on to Bottlerocket, and from Karpenter 1.15 on the class is not ready with it; delete it, or use maxPods`,
    ]);
    assert.deepEqual(
      nodeClassLinesOf(
        file("amiFamily: Bottlerocket\nuserData: |\n  # ours\n  [settings.host-containers.admin]\n  enabled = true\n"),
      ),
      [],
    );
  });

  it("c31: a password in user data", () => {
    assert.deepEqual(nodeClassLinesOf(file("userData: |\n  #!/bin/bash\n  export DB_PASSWORD=hunter2\n")), [
      `warning ${at}.userData: sets DB_PASSWORD, which looks like a secret: user data can be read on the node and by ec2:DescribeInstanceAttribute, encrypted in the stack file or not; fetch it at start from Secrets Manager`,
    ]);
    for (const line of ["export TOKEN_TTL=3600", "export PASSWORD=$(fetch)", "echo tokens: none"]) {
      assert.deepEqual(nodeClassLinesOf(file(`userData: |\n  #!/bin/bash\n  ${line}\n`)), []);
    }
  });
});
