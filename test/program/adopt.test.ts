/** `adopt`: what runs already is taken over inside `pulumi up`. */
import { equal, match, ok } from "node:assert/strict";
import { isRefused, planStack } from "../../tools/plan/plan";
import { inProcess, stackFileOf } from "../support/plans";

const pools = [{ name: "general", limits: { cpu: "64", memory: "256Gi" } }];
const stack = (adopt: object) => ({ teams: { dotori: { pools } }, adopt });

describe("adopt", () => {
  it("gives the resource that is named the id that runs", async () => {
    const id = "dotori-that-runs";
    const config = stackFileOf("adopting", stack({ "kubernetes:karpenter.sh/v1:NodePool::dotori-general": id }));
    const { resources } = await planStack({ ...inProcess, config });
    const idOf = (type: string) => resources.find((each) => each.type === type)?.id;
    equal(idOf("kubernetes:karpenter.sh/v1:NodePool"), id);
    equal(idOf("kubernetes:karpenter.k8s.aws/v1:EC2NodeClass"), "");
  });

  it("refuses a name that the program does not make", async () => {
    const config = stackFileOf("misnamed", stack({ "kubernetes:karpenter.sh/v1:NodePool::general": "general" }));
    const { plan } = await planStack({ ...inProcess, config });
    ok(isRefused(plan));
    match(
      JSON.stringify(plan.findings),
      /NodePool::general.*did you mean .*NodePool::dotori-general.*the program makes no such resource/,
    );
  });
});
