import { labelKeys } from "../../../capacity/kubernetes/labels";
import { allows } from "../../../capacity/kubernetes/requirement";
import { regionOfZone } from "../../../capacity/nodePool/region";
import { resourceRule } from "../../frame/rule";
import { type ItemForm, textsOf } from "../../frame/setting";
import { types } from "../../frame/subject";
import { inStackFile } from "../../readers/admittedTrait";
import { readPool } from "../../readers/pool";
import { stackRegion } from "../../readers/region";

const key = labelKeys.zone;

/** Of a region, of a local zone ("us-west-2-lax-1a") and of a Wavelength zone ("us-east-1-wl1-bos-wlz-1"). */
const form: ItemForm = {
  what: "zone",
  pattern: "^[a-z]{2,4}(-[a-z]+)+-[0-9]+([a-z]|(-[a-z0-9]+)+)$",
  example: "us-east-1a",
};

export const poolZonesAreAllowed = resourceRule({
  name: "pool-zones-are-allowed",
  title: "A NodePool names zones of its region that are allowed",
  reason: "a zone of another region is accepted and never gets a node, and nothing says so",
  fix: `require ${key} In allowed zones of the cluster's region ${inStackFile("zones")}, or NotIn the forbidden ones`,
  severity: "medium",
  enforcementLevel: "mandatory",
  settings: {
    allowed: textsOf([], form, "The only zones that pools may use; empty allows all of the region."),
    forbidden: textsOf([], form, "Zones that no pool may use, such as local zones."),
  },
  types: [types.nodePool],
  check({ inputs, settings, violation, cannotTell, each }) {
    const pool = readPool(inputs);
    const list = inputs.at("spec", "template", "spec", "requirements");
    const place = pool.statedAt.get(key) ?? list;
    const stated = pool.allowed.get(key);
    const named = stated === undefined || stated.complement ? [] : [...stated.values];
    const region = stackRegion() ?? named.map(regionOfZone).find((of) => of !== undefined);
    each(named, (zone) => {
      if (regionOfZone(zone) !== region) violation(place, `names the zone ${zone}, which is not in ${region}`);
      const isAllowed = settings.allowed.length === 0 || settings.allowed.includes(zone);
      if (!isAllowed) violation(place, `names the zone ${zone}; allowed are ${settings.allowed.join(", ")}`);
      if (settings.forbidden.includes(zone)) violation(place, `names the forbidden zone ${zone}`);
    });
    if (named.length > 0) return;
    const { allowed, forbidden } = settings;
    // of another region, a forbidden zone never gets a node of the pool
    const isOfRegion = (zone: string) => pool.region === undefined || regionOfZone(zone) === pool.region;
    const admitted = forbidden.filter((zone) => isOfRegion(zone) && (stated === undefined || allows(stated, zone)));
    if (allowed.length === 0 && admitted.length === 0) return;
    if (pool.unknownPath !== undefined) cannotTell(list, `${pool.unknownPath} is not known yet`);
    else if (allowed.length > 0) violation(list, `name no zones; allowed are ${allowed.join(", ")}`);
    else if (pool.region === undefined) cannotTell(place, `no region is named; forbidden are ${admitted.join(", ")}`);
    else
      violation(
        place,
        `${stated === undefined ? "name no zones, and admit" : "admits"} the forbidden ${admitted.join(", ")}`,
      );
  },
});
