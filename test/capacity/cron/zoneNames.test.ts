import assert from "node:assert/strict";
import { isZone, zoneCandidates, zoneNames } from "../../../capacity/cron/zoneNames";

describe("names of time zones", () => {
  it("knows present IANA names, also those that the engine files under an older one", () => {
    const known = [
      "UTC",
      "Etc/UTC",
      "Asia/Seoul",
      "Asia/Kathmandu",
      "Asia/Kolkata",
      "Europe/Kyiv",
      "America/Nuuk",
      "Etc/GMT-9",
    ];
    assert.deepEqual(
      known.filter((zone) => !isZone(zone)),
      [],
    );
    assert.ok(zoneNames().length > 400);
    assert.deepEqual(
      zoneNames().filter((zone) => !isZone(zone)),
      [],
    );
  });

  it("refuses Local, offsets, abbreviations, other letter cases and names that KEDA's image lacks", () => {
    const refused = [
      "",
      "Local",
      "local",
      "+09:00",
      "UTC+9",
      "GMT+9",
      "KST",
      "EST",
      "asia/seoul",
      "ASIA/SEOUL",
      "US/Eastern",
      "Asia/Calcutta",
      "Europe/Kiev",
      "Japan",
      "Asia/Seoul ",
      "Etc/GMT+99",
    ];
    assert.deepEqual(refused.filter(isZone), []);
  });

  it("offers the zone that was most likely meant", () => {
    const asked = [
      "asia/seoul",
      "Seoul",
      "US/Eastern",
      "Asia/Katmandu",
      "new york",
      "GB",
      "Nowhere",
      "+09:00",
      "Local",
    ];
    assert.deepEqual(Object.fromEntries(asked.map((text) => [text, zoneCandidates(text)[0]])), {
      "asia/seoul": "Asia/Seoul",
      Seoul: "Asia/Seoul",
      "US/Eastern": "America/New_York",
      "Asia/Katmandu": "Asia/Kathmandu",
      "new york": "America/New_York",
      GB: "Europe/London",
      Nowhere: undefined,
      "+09:00": "Asia/Seoul",
      Local: undefined,
    });
  });
});
