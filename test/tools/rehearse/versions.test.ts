import { deepEqual, equal, rejects, throws } from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { checkStackConfig } from "../../../config";
import { UsageError } from "../../../tools/cli/errors";
import { coreModule, crdSources, crdsFor, pinOf } from "../../../tools/rehearse/parts/modules";
import {
  builtVersions,
  defaultVersions,
  nearestBuilt,
  type PartVersions,
  requireBuilt,
} from "../../../tools/rehearse/parts/versions";
import { rehearse } from "../../../tools/rehearse/rehearse";
import { readScenario } from "../../../tools/rehearse/scenario/read";
import { controllersOf, otherVersions, ranTexts, rehearsalVersions } from "../../../tools/rehearse/versions";
import { context } from "../../config/arbitraries";

const root = resolve(__dirname, "../../..");

const stackOf = (karpenter: string, keda?: string, minor = "1.34") => {
  const raw = {
    environment: "development",
    cluster: { version: minor },
    karpenter: { version: karpenter },
    ...(keda === undefined ? {} : { keda: { install: "always", version: keda } }),
  };
  const { config } = checkStackConfig(raw, context);
  return rehearsalVersions(config!);
};

describe("versions that can be rehearsed", () => {
  it("are those of Karpenter 1.14 and 1.15 and KEDA 2.20 and 2.21, and the config's defaults are among them", () => {
    deepEqual(builtVersions("karpenter"), ["1.14.1", "1.15.1"]);
    deepEqual(builtVersions("keda"), ["2.20.2", "2.21.0"]);
    requireBuilt(["karpenter", "keda"], defaultVersions());
  });

  it("are what the go.mod of their folder pins", () => {
    for (const karpenter of builtVersions("karpenter")) {
      const versions = { ...defaultVersions(), karpenter };
      deepEqual(pinOf("karpenter", versions, crdSources.provider.module).used, `v${karpenter}`);
      equal(pinOf("karpenter", versions, coreModule).asked, `v${karpenter}`);
    }
    for (const keda of builtVersions("keda"))
      equal(pinOf("keda", { ...defaultVersions(), keda }, crdSources.keda.module).used, `v${keda}`);
  });

  it("play themselves and other patches of their minor, and never another minor", () => {
    deepEqual(
      ["1.14.1", "1.14.3", "1.15.0", "1.15.1", "1.13.0", "1.16.0", "1.1.0"].map((version) =>
        nearestBuilt("karpenter", version),
      ),
      ["1.14.1", "1.14.1", "1.15.1", "1.15.1", undefined, undefined, undefined],
    );
  });

  it("are named in one line where a stack's cannot be built", () => {
    const versions: PartVersions = { karpenter: "1.13.0", keda: "2.20.2" };
    requireBuilt(["keda"], versions);
    throws(() => requireBuilt(["karpenter", "keda"], versions), {
      message:
        "karpenter.version: Karpenter 1.13.0 cannot be built here, nor another of its minor (1.14.1, 1.15.1); rehearse with one of these, or check admission alone",
    });
    // its CRDs may be had all the same; the simulated node class goes with a controller
    deepEqual(
      crdsFor(versions).map(({ module }) => module),
      ["github.com/aws/karpenter-provider-aws", "github.com/kedacore/keda/v2"],
    );
  });

  it("end a scenario before anything is built or planned, where they cannot be had", async () => {
    const folder = mkdtempSync(join(tmpdir(), "versions-"));
    try {
      const config = join(folder, "stack.yaml");
      writeFileSync(
        config,
        "config:\n  aws:region: us-east-1\n  nodepools:environment: development\n  nodepools:karpenter: { version: 1.12.0 }\n",
      );
      const file = join(folder, "one.yaml");
      writeFileSync(file, "about: a test\nsteps: [{ wait: 1s }]\n");
      await rejects(
        rehearse({ folder: root, config, scenario: readScenario(file) }),
        (cause: unknown) =>
          cause instanceof UsageError &&
          cause.message.startsWith("karpenter.version: Karpenter 1.12.0 cannot be built"),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("what ran", () => {
  it("is named with the nearest that is served where Karpenter's core is not", () => {
    const versions = stackOf("1.15.1", "2.21.0");
    deepEqual(ranTexts(versions, controllersOf(versions, false, true), true), [
      "Kubernetes 1.34.4",
      "Karpenter 1.15.1: core 1.15.0, the nearest served",
      "KEDA 2.21.0",
    ]);
    deepEqual(otherVersions(versions), []);
  });

  it("is the configured version by name where it is another patch or minor of what is built", () => {
    const versions = stackOf("1.14.3", undefined, "1.35");
    deepEqual(ranTexts(versions, controllersOf(versions, false, true), true), [
      "Kubernetes 1.35: 1.34.4, the one that is built here",
      "Karpenter 1.14.3: 1.14.1, the nearest that is built here",
    ]);
    deepEqual(otherVersions(versions), ["Karpenter 1.14.3 itself: 1.14.1 was used, CRDs included"]);
    const newer = stackOf("1.15.0");
    deepEqual(ranTexts(newer, ["karpenter"], false), [
      "Karpenter 1.15.0: 1.15.1, the nearest that is built here; core 1.15.0, the nearest served",
    ]);
  });

  it("is CRDs alone where admission is all that is checked, of a version without a controller here, too", () => {
    const versions = stackOf("1.13.0");
    deepEqual(controllersOf(versions, false, false), []);
    deepEqual(ranTexts(versions, [], false), ["Karpenter 1.13.0 (its CRDs alone)"]);
  });

  it("has KEDA's controller only with a scenario, on AWS's half as well", () => {
    const versions = stackOf("1.14.1", "2.20.2");
    deepEqual(controllersOf(versions, true, false), ["karpenter"]);
    deepEqual(controllersOf(versions, true, true), ["karpenter", "keda"]);
  });
});
