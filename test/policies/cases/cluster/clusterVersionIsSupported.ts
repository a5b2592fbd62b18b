import type { Case } from "../../case";
import { eksCluster, unknown } from "../../objects";

const running = (version: unknown) => eksCluster("blue", { version });

export const cases: readonly Case[] = [
  {
    title: "accepts a version on the last day of its support",
    resources: [running("1.34")],
    config: { asOf: "2026-12-02" },
  },
  { title: "accepts a version newer than the calendar", resources: [running("1.99")], config: { asOf: "2030-01-01" } },
  {
    title: "accepts extended support where it will do",
    resources: [running("1.34")],
    config: { asOf: "2027-12-02", allowExtended: true },
  },
  {
    title: "refuses a version the day after",
    resources: [running("1.34")],
    config: { asOf: "2026-12-03" },
    violates: [
      'EKS cluster "blue": version is "1.34", whose standard support ends on 2026-12-02. To fix it, upgrade by one minor version at a time; docs/operations.md has the steps.',
    ],
  },
  {
    title: "refuses a version that is about to end, when told to",
    resources: [running("1.34")],
    config: { asOf: "2026-11-21", daysBefore: 30 },
    violates: [
      'EKS cluster "blue": version is "1.34", whose standard support ends on 2026-12-02. To fix it, upgrade by one minor version at a time; docs/operations.md has the steps.',
    ],
  },
  {
    title: "refuses a version the day after its extended support",
    resources: [running("1.34")],
    config: { asOf: "2027-12-03", allowExtended: true },
    violates: [
      'EKS cluster "blue": version is "1.34", whose extended support ends on 2027-12-02. To fix it, upgrade by one minor version at a time; docs/operations.md has the steps.',
    ],
  },
  {
    title: "refuses what is not a version, such as YAML's reading of 1.30",
    resources: [running("1.3")],
    violates: [
      'EKS cluster "blue": version is "1.3", which EKS no longer supports, or never did. To fix it, upgrade by one minor version at a time; docs/operations.md has the steps.',
    ],
  },
  {
    title: "refuses the newest minor in a form that EKS does not have",
    resources: [running("1.036")],
    violates: [
      'EKS cluster "blue": version is "1.036", which EKS no longer supports, or never did. To fix it, upgrade by one minor version at a time; docs/operations.md has the steps.',
    ],
  },
  {
    title: "cannot tell of a cluster that takes EKS's default",
    resources: [running(undefined)],
    cannotTell: ['EKS cluster "blue": cannot tell about version: none is stated, so EKS takes its own default.'],
  },
  {
    title: "waits for a version that is not known yet",
    resources: [running(unknown)],
    cannotTell: [
      'EKS cluster "blue": cannot tell yet: version is known only when it is deployed; the rule decides then.',
    ],
  },
  {
    title: "refuses the newest of the calendar the day after, too",
    resources: [running("1.35")],
    config: { asOf: "2027-03-28" },
    violates: [
      'EKS cluster "blue": version is "1.35", whose standard support ends on 2027-03-27. To fix it, upgrade by one minor version at a time; docs/operations.md has the steps.',
    ],
  },
];
