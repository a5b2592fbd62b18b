/** What the control plane of a cluster costs in the month from now on. */
import { kubernetesVersions } from "../kubernetes/versions";
import { type MoneyLine, monthHours, pricedLine } from "./line";
import { servicePrice } from "./servicePrices";

const hourMs = 3_600_000;

/** A cluster's control plane. */
export interface ControlPlaneInput {
  /** Kubernetes minor; undefined where it is not known. */
  readonly version: string | undefined;
  /** Whether EKS upgrades the cluster when standard support ends, instead of extending it. */
  readonly upgradesAtEnd: boolean;
  readonly region: string;
  /** Start of the month, in milliseconds since 1970. */
  readonly now: number;
}

/** Hours of the month that are in standard support; the day on which it ends is over when it begins, as in `supportAt`. */
function standardHours({ version, upgradesAtEnd, now }: ControlPlaneInput): number {
  const end = version === undefined ? undefined : kubernetesVersions.get(version)?.standard;
  if (upgradesAtEnd || end === undefined) return monthHours;
  return Math.min(monthHours, Math.max(0, Math.ceil((Date.parse(end) - now) / hourMs)));
}

/** The lines of the control plane: one for each kind of support that the month has hours in. */
export function controlPlaneLines(input: ControlPlaneInput): readonly MoneyLine[] {
  const { region, version } = input;
  const standard = standardHours(input);
  const line = (support: "standard" | "extended", quantity: number) =>
    pricedLine(
      {
        item: `control plane${version === undefined ? "" : ` (Kubernetes ${version})`} in ${support} support`,
        quantity,
        unit: "cluster-hours",
      },
      servicePrice(support === "standard" ? "eksHour" : "eksExtendedHour", region),
      `no price of EKS in ${support} support is known for ${region}`,
    );
  return [
    ...(standard > 0 ? [line("standard", standard)] : []),
    ...(standard < monthHours ? [line("extended", monthHours - standard)] : []),
  ];
}
