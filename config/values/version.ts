/** Versions of two or three numbers: Kubernetes minors and releases of charts. */
import compare from "semver/functions/compare";

/**
 * Negative, zero or positive, as `a` is older than, equal to or newer than `b`; 1.9 counts as 1.9.0.
 * @throws TypeError when one is not a version
 */
export function compareVersions(a: string, b: string): number {
  return compare(full(a), full(b));
}

function full(version: string): string {
  return /^\d+\.\d+$/.test(version) ? `${version}.0` : version;
}
