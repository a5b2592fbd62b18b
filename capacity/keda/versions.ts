/**
 * Versions of KEDA that this program was written for, a row a minor: versions.json, made from the Go module by
 * `npm run generate -- --keda X`.
 */
import rows from "./versions.json";

/** What one minor of KEDA is. */
export interface KedaVersionRow {
  /** "2.21" */
  readonly minor: string;
  /** The release whose module was read: "2.21.0". */
  readonly release: string;
  /** Kubernetes minors that it was tested with; newer ones are not forbidden. Source: keda-docs, operate/cluster. */
  readonly testedKubernetes: { readonly oldest: string; readonly newest: string };
  /** SHA-256 of pkg/scalers/cron_scaler.go: with the same, capacity/cron replays this version as it does the others. */
  readonly cronScaler: string;
  /** Version of github.com/robfig/cron/v3. */
  readonly cronLibrary: string;
  /** SHA-256 of the rules of the ScaledObject's CRD, in words and bounds. */
  readonly scaledObject: string;
}

/** Rows, oldest minor first. */
export const kedaVersions: readonly KedaVersionRow[] = rows;

/** The row of a version such as "2.21.0"; undefined where there is none. */
export function kedaVersion(version: string): KedaVersionRow | undefined {
  const [, minor] = /^v?(\d+\.\d+)(?:\.|$)/.exec(version) ?? [];
  return kedaVersions.find((row) => row.minor === minor);
}
