import type { Case } from "../../case";
import { scaledObject, unknown, window } from "../../objects";

const zoned = (...zones: unknown[]) =>
  scaledObject(
    "warm",
    zones.map((timezone) => window({ timezone })),
  );

export const cases: readonly Case[] = [
  { title: "accepts IANA zones", resources: [zoned("Asia/Seoul", "UTC", "America/New_York")] },
  { title: "leaves other triggers alone", resources: [scaledObject("warm", [{ type: "cpu", metadata: {} }])] },
  {
    title: "refuses a window without a zone",
    resources: [zoned(undefined)],
    violates: [
      'ScaledObject "warm": spec.triggers[0].metadata.timezone is missing. To fix it, write a zone of the IANA database, such as Asia/Seoul.',
    ],
  },
  {
    title: "refuses a zone that does not exist",
    resources: [zoned("Asia/Soul")],
    violates: [
      'ScaledObject "warm": spec.triggers[0].metadata.timezone is "Asia/Soul", which is not a time zone. To fix it, write a zone of the IANA database, such as Asia/Seoul.',
    ],
  },
  {
    title: "refuses the zone of KEDA's container",
    resources: [zoned("Local")],
    violates: [
      'ScaledObject "warm": spec.triggers[0].metadata.timezone is "Local", which is not a time zone. To fix it, write a zone of the IANA database, such as Asia/Seoul.',
    ],
  },
  {
    title: "refuses the second although the first is not known yet",
    resources: [zoned(unknown, "KST-9")],
    violates: [
      'ScaledObject "warm": spec.triggers[1].metadata.timezone is "KST-9", which is not a time zone. To fix it, write a zone of the IANA database, such as Asia/Seoul.',
    ],
    cannotTell: [
      'ScaledObject "warm": cannot tell yet: spec.triggers[0].metadata.timezone is known only when it is deployed; the rule decides then.',
    ],
  },
];
