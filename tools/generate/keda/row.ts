/** The row of a version of KEDA, from its Go module. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { KedaVersionRow } from "../../../capacity/keda/versions";
import { ownValue } from "../../../capacity/units/ownValue";
import { UsageError } from "../../cli/errors";
import { downloaded, type Go, minorOfTag, NotServed, notServed } from "../goModules";
import { type Crd, rulesOfSpec } from "../karpenter/crdRules";
import { testedKubernetes } from "./testedKubernetes";

const modulePath = "github.com/kedacore/keda/v2";

/**
 * @param release "2.21.0"
 * @throws NotServed when it cannot be had; UsageError when nobody has looked up what it was tested with
 */
export function kedaRow(release: string, go: Go): KedaVersionRow {
  const minor = minorOfTag(release);
  const tested = ownValue(testedKubernetes, minor);
  if (tested === undefined)
    throw new UsageError(`tools/generate/keda/testedKubernetes.ts does not have KEDA ${minor}; add it from keda.sh`);
  const module = downloaded(modulePath, `v${release}`, go);
  if (typeof module === "string") throw new NotServed(notServed(modulePath, `v${release}`, module, go));
  const read = (path: string) => readFileSync(join(module.folder, path), "utf8");
  const [, cronLibrary] = /^\s*github\.com\/robfig\/cron\/v3 (v\S+)/m.exec(read("go.mod")) ?? [];
  if (cronLibrary === undefined) throw new Error(`${modulePath}: go.mod does not ask for robfig/cron/v3`);
  const scaledObject: Crd = parse(read("config/crd/bases/keda.sh_scaledobjects.yaml"));
  return {
    minor,
    release,
    testedKubernetes: tested,
    cronScaler: digest(read("pkg/scalers/cron_scaler.go")),
    cronLibrary,
    scaledObject: digest(JSON.stringify(rulesOfSpec(scaledObject))),
  };
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
