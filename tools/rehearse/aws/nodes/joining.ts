/** Nodes of the instances in moto: each joins with what its user data tells the kubelet and what EKS's cloud provider adds. */
import { instanceTypes } from "../../../../capacity/ec2/catalogue";
import { labelKeys } from "../../../../capacity/kubernetes/labels";
import { listOf, recordOf, textOf } from "../../../../capacity/units/fields";
import type { KubeApi } from "../../api/kubeApi";
import { type KubeObject, kindOf, type Node } from "../../api/kubeObject";
import type { Kubelets } from "../../nodes/kubelets";
import type { Snapshot } from "../../nodes/snapshot";
import type { Launch } from "../ec2/fleet";
import { recordOf as parameterRecord, textOf as parameterText } from "../front/needs/need";
import type { Templates } from "../front/templates";
import type { SdkCall } from "../moto/sdk";
import { decodedUserData, readUserData } from "./userData";

const nodeClaim = kindOf("karpenter.sh/v1", "NodeClaim");

export interface JoiningOptions {
  readonly api: KubeApi;
  readonly sdk: SdkCall;
  readonly region: string;
  readonly cluster: string;
  readonly templates: Templates;
  readonly kubelets: Kubelets;
  /** Gets why an instance never becomes a node; once for each. */
  readonly onStranger: (instance: string, why: string) => void;
  /** Gets a pool of which Karpenter says that a node has drifted, and its reason; once for each reason. */
  readonly onDrift: (pool: string, reason: string) => void;
}

interface NodeClaim extends KubeObject {
  readonly status?: {
    readonly providerID?: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string; readonly reason?: string }[];
  };
}

/** The kubelets of instances: they join, and from then on do what all kubelets do. */
export class Joining {
  private readonly launches = new Map<string, Launch>();
  private readonly seen = new Set<string>();
  private readonly drifted = new Set<string>();
  private readonly types = new Map(instanceTypes().map((type) => [type.type, type]));

  constructor(private readonly options: JoiningOptions) {}

  /** Notes what EC2 launched. */
  launched(launch: Launch): void {
    if (launch.instance !== undefined) this.launches.set(launch.instance, launch);
  }

  /** Acts once on each instance, node and pod of a snapshot. */
  async act(snapshot: Snapshot): Promise<void> {
    await this.join(snapshot.nodeObjects);
    await this.options.kubelets.act(snapshot);
  }

  private async join(nodes: readonly Node[]): Promise<void> {
    const claims = (await this.options.api.list(nodeClaim)) as readonly NodeClaim[];
    const joined = new Set(nodes.map(({ spec }) => textOf(recordOf(spec).providerID)));
    for (const claim of claims) this.noteDrift(claim);
    for (const { status, metadata } of claims) {
      const providerID = status?.providerID ?? "";
      const instance = providerID.split("/").at(-1) ?? "";
      const launch = this.launches.get(instance);
      // Karpenter would delete the node of a claim that goes
      if (launch === undefined || joined.has(providerID) || metadata.deletionTimestamp !== undefined) continue;
      if (this.seen.has(instance)) continue;
      this.seen.add(instance);
      await this.joinOne(instance, providerID, launch);
    }
  }

  private noteDrift({ metadata, status }: NodeClaim): void {
    const drift = status?.conditions?.find(({ type, status: is }) => type === "Drifted" && is === "True");
    const pool = metadata.labels?.[labelKeys.nodePool] ?? "";
    const key = `${pool} ${drift?.reason}`;
    if (drift === undefined || this.drifted.has(key)) return;
    this.drifted.add(key);
    this.options.onDrift(pool, drift.reason ?? "");
  }

  private async joinOne(instance: string, providerID: string, { chosen }: Launch): Promise<void> {
    const { api, templates, cluster, region, onStranger } = this.options;
    const template = templates.find(chosen?.template ?? "");
    const { labels, taints, clusters } = readUserData(
      decodedUserData(parameterText(parameterRecord(template?.data).UserData)),
    );
    if (!clusters.includes(cluster)) {
      onStranger(instance, `its user data does not name the cluster ${cluster}, so the node never joins`);
      return;
    }
    const name = await this.privateName(instance);
    const arch = this.types.get(chosen!.type)?.arch ?? "amd64";
    await api.create({
      apiVersion: "v1",
      kind: "Node",
      metadata: {
        name,
        labels: {
          ...labels,
          [labelKeys.hostname]: name,
          [labelKeys.instanceType]: chosen!.type,
          [labelKeys.zone]: chosen!.zone,
          [labelKeys.region]: region,
          [labelKeys.arch]: arch,
          [labelKeys.os]: labels[labelKeys.os] ?? "linux",
        },
      },
      spec: { providerID, taints },
    });
  }

  /** The private DNS name, which is the node's name on EKS. */
  private async privateName(instance: string): Promise<string> {
    const answer = await this.options.sdk("ec2", "describe_instances", { InstanceIds: [instance] });
    const [found] = listOf(answer.Reservations).flatMap((one) => listOf(recordOf(one).Instances));
    return textOf(recordOf(found).PrivateDnsName) || `${instance}.ec2.internal`;
  }
}
