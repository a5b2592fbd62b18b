import assert from "node:assert/strict";
import { zoneYear } from "../../../capacity/cron/zoneYear";

const texts = (zone: string) =>
  zoneYear(zone)
    .offsetsByMonth.map((offsets) => offsets.join("/"))
    .join(" ");

describe("zoneYear", () => {
  it("has one offset where the clock never changes", () => {
    assert.equal(texts("Asia/Kolkata"), Array(12).fill("330").join(" "));
  });

  it("has both offsets in the months in which some year's clock changes, on both sides of the equator", () => {
    assert.equal(texts("Europe/Berlin"), "60 60 60/120 120 120 120 120 120 120 60/120 60 60");
    // the first Sunday of April is on March 31 by UTC's clock when April begins on it
    assert.equal(texts("Australia/Lord_Howe"), "660 660 630/660 630/660 630 630 630 630 630/660 630/660 660 660");
  });

  it("has all offsets all year where the changes follow no calendar", () => {
    assert.equal(zoneYear("Africa/Casablanca").recurs, false);
    assert.equal(texts("Africa/Casablanca"), Array(12).fill("0/60").join(" "));
  });
});
