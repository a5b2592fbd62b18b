/** What a team's editor and admin can and cannot do: the rows of docs/security.md on a real API server with RBAC. */
import { deepEqual, equal, match } from "node:assert/strict";
import type { KubeApi } from "../../../tools/rehearse/api/kubeApi";
import { KubeError } from "../../../tools/rehearse/api/kubeError";
import type { KubeObject } from "../../../tools/rehearse/api/kubeObject";
import { plannedObjects } from "../../../tools/rehearse/plannedObjects";
import {
  type Attempt,
  type Row,
  type Tenant,
  tenancyRows,
  tenancyStack,
  tenants,
} from "../../components/team/tenancyRows";
import { planOf } from "../../support/plans";
import { serverOfSuite } from "../../support/rehearse/server";
import { until } from "../../support/until";

/** Who refused, by what the API server says. */
const refusers: readonly (readonly [RegExp, (found: RegExpExecArray) => string])[] = [
  [/ValidatingAdmissionPolicy '([^']+)' with binding/, ([, policy]) => policy!],
  [/violates PodSecurity/, () => "Pod Security"],
  [/exceeded quota/, () => "ResourceQuota"],
  [/minimum \w+ usage per Container/, () => "LimitRange"],
  [/the integer value of priority/, () => "Priority"],
  [/ cannot \w+ resource |attempting to grant RBAC permissions/, () => "RBAC"],
];

function refuserOf(message: string): string {
  for (const [pattern, name] of refusers) {
    const found = pattern.exec(message);
    if (found !== null) return name(found);
  }
  return message;
}

describe("a team's editor and admin on a real API server", function () {
  this.timeout(240_000);
  const server = serverOfSuite();
  const api = (): KubeApi => server.plane.api;

  async function answerOf({ method, path, body, as, dryRun = true }: Attempt, tenant: Tenant): Promise<string> {
    const query = dryRun && method !== "GET" ? `${path.includes("?") ? "&" : "?"}dryRun=All` : "";
    const identity =
      as === undefined ? { user: tenant, groups: [tenants[tenant], "system:authenticated"] } : { user: as };
    try {
      await api().call(method, `${path}${query}`, {
        as: identity,
        ...(body === undefined ? {} : { body }),
        ...(method === "PATCH" ? { contentType: "application/merge-patch+json" } : {}),
      });
      return "yes";
    } catch (cause) {
      if (!(cause instanceof KubeError)) throw cause;
      return refuserOf(cause.status.message);
    }
  }

  /** Deletes what an attempt has stored. */
  async function undo({ method, path, body, dryRun = true }: Attempt): Promise<void> {
    if (dryRun || method !== "POST") return;
    const { name } = (body as KubeObject).metadata;
    await api()
      .call("DELETE", `${path}/${name}?gracePeriodSeconds=0`)
      .catch(() => {});
  }

  async function tried(row: Row, tenant: Tenant): Promise<string> {
    let answer = "";
    let isStored = false;
    for (const attempt of row.attempts) {
      answer = await answerOf(attempt, tenant);
      // what was stored takes effect when others have seen it: a quota lets a dry run pass until then, a RoleBinding gives no rights
      const isEarly = () => isStored && attempt.dryRun !== false && ["yes", "RBAC"].includes(answer);
      for (let waits = 0; isEarly() && waits < 20; waits++) {
        await new Promise((resolve) => setTimeout(resolve, 150));
        answer = await answerOf(attempt, tenant);
      }
      if (answer !== "yes") break;
      isStored ||= attempt.dryRun === false;
    }
    for (const attempt of row.attempts) await undo(attempt);
    return answer;
  }

  const quotaUse = async () => {
    const quota = await api().call<{ status?: { used?: Record<string, string>; hard?: object } }>(
      "GET",
      "/api/v1/namespaces/alpha/resourcequotas/alpha",
    );
    return quota.status?.used ?? {};
  };

  /** Waits for the quota to count nothing any more, twice: its controller may still write what it has counted before. */
  async function forgotten(): Promise<void> {
    for (let times = 0; times < 2; times++) {
      await until("what was tried is gone from the quota", async () => {
        const { pods, "services.loadbalancers": balancers } = await quotaUse();
        return pods === "0" && balancers === "0";
      });
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }

  before(async () => {
    const { objects } = plannedObjects(await planOf("tenancy", tenancyStack, "settled"));
    for (const { object } of objects) await api().apply(object);
    await api().apply({
      apiVersion: "scheduling.k8s.io/v1",
      kind: "PriorityClass",
      metadata: { name: "warm-placeholder" },
      value: -10,
    });
    // EKS's access policies are not here; Kubernetes' roles of the same name are
    for (const [role, name] of Object.entries(tenants)) {
      await api().apply({
        apiVersion: "rbac.authorization.k8s.io/v1",
        kind: "RoleBinding",
        metadata: { name: `tenant-${role}`, namespace: "alpha" },
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role },
        subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name }],
      });
    }
    const first = { ...tenancyRows.toItself[0]!.attempts[0]! };
    await until("the roles, the service account and the quota are there", async () => {
      const zero = (await quotaUse()).pods === "0";
      return zero && (await answerOf(first, "edit")) === "yes" && (await answerOf(first, "admin")) === "yes";
    });
    const isEnforced = (row: Row) => async () => (await tried(row, "edit")) === row.edit;
    const named = (id: string) => [...tenancyRows.toOthers, ...tenancyRows.toItself].find((row) => row.id === id)!;
    await until("the policies are enforced", isEnforced(named("node-name")));
    await until("the objects are protected", isEnforced(named("network-policy-deleted")));
    await until("the Services are restricted", isEnforced(named("external-ip")));
  });

  for (const [name, rows] of Object.entries(tenancyRows)) {
    it(`get the answers of the table: ${name}`, async () => {
      const found: Record<string, readonly string[]> = {};
      for (const row of rows) {
        const answers: string[] = [];
        for (const role of ["edit", "admin"] as const) {
          answers.push(await tried(row, role));
          if (row.attempts.some(({ dryRun }) => dryRun === false)) await forgotten();
        }
        found[row.id] = answers;
      }
      deepEqual(found, Object.fromEntries(rows.map(({ id, edit, admin }) => [id, [edit, admin]])));
    });
  }

  it("see why a Deployment of the system's priority has no pods: it is admitted, and its ReplicaSet says the rule", async () => {
    const template = {
      metadata: { labels: { app: "tried" } },
      spec: {
        priorityClassName: "system-node-critical",
        nodeSelector: { "shared-pool": "everyone" },
        containers: [{ name: "app", image: "registry.example.com/app" }],
      },
    };
    const metadata = { name: "tried", namespace: "alpha" };
    const kind = { apiVersion: "apps/v1", kind: "Deployment" };
    const identity = { user: "edit", groups: [tenants.edit, "system:authenticated"] };
    await api().apply(
      { ...kind, metadata, spec: { selector: { matchLabels: { app: "tried" } }, template } },
      { as: identity },
    );
    interface Deployment extends KubeObject {
      readonly status?: { readonly conditions?: readonly { readonly type: string; readonly message: string }[] };
    }
    let message = "";
    await until("the Deployment says that its pods are refused", async () => {
      const deployment = await api().get<Deployment>(kind as never, metadata);
      message = deployment?.status?.conditions?.find(({ type }) => type === "ReplicaFailure")?.message ?? "";
      return message !== "";
    });
    match(message, /leaves-system-priority: priorityClassName system-node-critical is the system's/);
    await api().delete({ ...kind, metadata });
  });

  it("could change the program's objects without the policy that protects them", async () => {
    const row = tenancyRows.toItself.find(({ id }) => id === "network-policies-deleted")!;
    const binding = {
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingAdmissionPolicyBinding",
      metadata: { name: "team-objects" },
    };
    await api().delete(binding);
    await until("the policy is gone", async () => (await tried(row, "edit")) === "yes");
    await api().apply({ ...binding, spec: { policyName: "team-objects", validationActions: ["Deny"] } });
    await until("it is there again", async () => (await tried(row, "edit")) === "team-objects");
  });

  it("keep the addresses that a Service has, and take those of ranges that the platform lists", async () => {
    const path = "/api/v1/namespaces/alpha/services";
    const serviceWith = (name: string, address: string): Attempt => ({
      method: "POST",
      path,
      body: {
        apiVersion: "v1",
        kind: "Service",
        metadata: { name },
        spec: { externalIPs: [address], ports: [{ port: 80 }] },
      },
    });
    const change = (body: object): Attempt => ({ method: "PATCH", path: `${path}/older`, body });
    const objectsOf = async (stack: object) =>
      plannedObjects(await planOf("tenancy", { ...stack }, "settled"))
        .objects.map(({ object }) => object)
        .filter(({ metadata }) => metadata.name === "team-services");
    const listed = await objectsOf({ ...tenancyStack, admission: { externalIpCidrs: ["203.0.113.0/24"] } });
    for (const object of listed) await api().apply(object);
    await until("the range is known", async () => {
      return (await answerOf(serviceWith("tried", "203.0.113.255"), "edit")) === "yes";
    });
    equal(await answerOf(serviceWith("tried", "203.0.114.0"), "edit"), "team-services");
    equal(await answerOf({ ...serviceWith("older", "203.0.113.7"), dryRun: false }, "edit"), "yes");
    for (const object of await objectsOf(tenancyStack)) await api().apply(object);
    await until("the range is gone", async () => {
      return (await answerOf(serviceWith("tried", "203.0.113.7"), "edit")) === "team-services";
    });
    equal(await answerOf(change({ metadata: { labels: { app: "x" } } }), "edit"), "yes");
    equal(await answerOf(change({ spec: { externalIPs: ["203.0.113.7", "203.0.113.8"] } }), "edit"), "team-services");
    equal(await answerOf(change({ spec: { externalIPs: null } }), "edit"), "yes");
    await undo({ ...serviceWith("older", "203.0.113.7"), dryRun: false });
  });

  it("leave the platform its objects: cluster-wide rights change them, and a namespace is deleted with all of them", async () => {
    const policy = "/apis/networking.k8s.io/v1/namespaces/alpha/networkpolicies/alpha";
    const merge = {
      contentType: "application/merge-patch+json",
      body: { metadata: { annotations: { by: "platform" } } },
    };
    await api().call("PATCH", policy, merge);
    // without system:masters: a role that covers all namespaces, as a deployment role may have
    const metadata = { name: "network-operator" };
    const apiVersion = "rbac.authorization.k8s.io/v1";
    await api().apply({
      apiVersion,
      kind: "ClusterRole",
      metadata,
      rules: [{ apiGroups: ["networking.k8s.io"], resources: ["networkpolicies"], verbs: ["get", "patch"] }],
    });
    await api().apply({
      apiVersion,
      kind: "ClusterRoleBinding",
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: metadata.name },
      subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: "operator" }],
    });
    await until("the operator may", async () => {
      try {
        await api().call("PATCH", policy, { ...merge, as: { user: "operator" } });
        return true;
      } catch (cause) {
        if (!(cause instanceof KubeError)) throw cause;
        equal(refuserOf(cause.status.message), "RBAC");
        return false;
      }
    });
    await api().delete({ apiVersion: "v1", kind: "Namespace", metadata: { name: "alpha" } });
    await until("the namespace is gone", async () => {
      return (await api().get({ apiVersion: "v1", kind: "Namespace" } as never, { name: "alpha" })) === undefined;
    });
  });
});
