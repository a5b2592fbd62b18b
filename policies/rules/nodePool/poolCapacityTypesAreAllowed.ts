import { labelKeys } from "../../../capacity/kubernetes/labels";
import { resourceRule } from "../../frame/rule";
import { flag, texts } from "../../frame/setting";
import { types } from "../../frame/subject";
import { inStackFile } from "../../readers/admittedTrait";
import { readPool } from "../../readers/pool";

const key = labelKeys.capacityType;
const setting = "capacityTypes";
/** All capacity types; a pool without a requirement allows each (Karpenter 1.14 has no defaulting webhook). */
const all = ["on-demand", "reserved", "spot"];

export const poolCapacityTypesAreAllowed = resourceRule({
  name: "pool-capacity-types-are-allowed",
  title: "A NodePool uses allowed capacity types only",
  reason: "spot nodes are interrupted with two minutes' notice, and a misspelt capacity type is silently ignored",
  fix: `require ${key} In the allowed ones ${inStackFile(setting)}`,
  severity: "high",
  enforcementLevel: "mandatory",
  settings: {
    allowed: texts(all, "Capacity types that a pool may use."),
    spotNeedsFallback: flag(false, "Refuse a pool that allows spot alone."),
  },
  types: [types.nodePool],
  check({ inputs, settings, violation, cannotTell }) {
    const pool = readPool(inputs);
    const list = inputs.at("spec", "template", "spec", "requirements");
    const place = pool.statedAt.get(key) ?? list;
    const stated = pool.allowed.get(key);
    const named = stated === undefined || stated.complement ? [] : [...stated.values];
    const asked =
      stated === undefined ? all : stated.complement ? all.filter((type) => !stated.values.has(type)) : named;
    const refused = asked.filter((type) => !settings.allowed.includes(type)).sort();
    const isOnlySpot = settings.spotNeedsFallback && asked.length > 0 && asked.every((type) => type === "spot");
    if (refused.length > 0) {
      const found = `the capacity types ${refused.join(", ")}; allowed are ${settings.allowed.join(", ")}`;
      if (named.length > 0) violation(place, `names ${found}`, `name allowed ones only ${inStackFile(setting)}`);
      else if (pool.unknownPath !== undefined) cannotTell(list, `${pool.unknownPath} is not known yet`);
      else violation(place, `${stated === undefined ? "admit" : "admits"} ${found}`);
    }
    if (isOnlySpot) {
      const found = "admits spot alone; on-demand or reserved must be possible too";
      violation(place, found, `admit on-demand or reserved, too ${inStackFile(setting)}`);
    }
  },
});
