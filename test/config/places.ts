/** Configs in which every leaf of the schema is set somewhere, and where. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { lazy } from "../../capacity/units/memoize";
import { checkStackConfig, type Finding } from "../../config";
import { arbitraryConfig, context, type RawConfig, type SetLeaf, schemaLeaves, setLeaves } from "./arbitraries";
import { type Fixed, fixed } from "./fix";
import { aloneAt, type InvalidConfig, invalidAt } from "./invalid";
import { quiet } from "./violation";
import { violations } from "./violations";

/** The same configs on every machine. */
export const seed = 20261121;
export const arbitrary: readonly RawConfig[] = fc.sample(arbitraryConfig, { seed, numRuns: 90 });

/** The same configs, mended by their own findings. */
export const valid: () => readonly Fixed[] = lazy(() => arbitrary.map(fixed));

const mostSamples = 1000;

/** Valid configs in which, together, every leaf is set; more are made as long as some leaf is missing. */
export const covering: () => readonly RawConfig[] = lazy(() => {
  const missing = new Set(schemaLeaves);
  const configs: RawConfig[] = [];
  const take = (config: RawConfig) => {
    configs.push(config);
    for (const { leaf } of setLeaves(config)) missing.delete(leaf);
  };
  for (const { config } of valid()) take(config);
  for (const config of writtenConfigs())
    if (setLeaves(config).some(({ leaf }) => missing.has(leaf)) && errorsOf(config).length === 0) take(config);
  for (const config of fc.sample(arbitraryConfig, { seed: seed + 5, numRuns: mostSamples })) {
    if (missing.size === 0) break;
    for (const { leaf, steps } of setLeaves(config)) {
      if (!missing.has(leaf)) continue;
      // the leaf alone is mended soonest; that suggestions lead somewhere is asserted of `valid`, here another config will do
      const mended = fixedIfPossible(aloneAt(config, steps).config);
      if (mended !== undefined) take(mended);
    }
  }
  return configs;
});

/** What rules are shown as valid: leaves that need others beside them are together there. */
function writtenConfigs(): readonly RawConfig[] {
  return violations
    .flatMap(({ good, goodContext }) => (goodContext === undefined ? [quiet(good)] : []))
    .flatMap((config) => [config, ...withSharedPool(config)]);
}

/** The config with a team's pool as a shared one, too. */
function withSharedPool(config: RawConfig): readonly RawConfig[] {
  const pools = Object.values(config.teams ?? {}).flatMap(
    (team) => (team as { pools?: readonly object[] }).pools ?? [],
  );
  return pools.map((pool) => ({ ...config, sharedPools: [{ ...pool, name: "shared" }] }));
}

function fixedIfPossible(config: RawConfig): RawConfig | undefined {
  try {
    return fixed(config).config;
  } catch {
    return undefined;
  }
}

/** Places of each leaf, the shortest config first. */
export function placesByLeaf(configs: readonly RawConfig[]): ReadonlyMap<string, readonly Place[]> {
  const places = new Map<string, Place[]>();
  for (const config of configs) {
    const size = JSON.stringify(config).length;
    for (const leaf of setLeaves(config))
      places.set(leaf.leaf, [...(places.get(leaf.leaf) ?? []), { config, leaf, size }]);
  }
  for (const list of places.values()) list.sort((a, b) => a.size - b.size);
  return places;
}

export interface Place {
  readonly config: RawConfig;
  readonly leaf: SetLeaf;
  readonly size: number;
}

export function unsetIn(configs: readonly RawConfig[]): readonly string[] {
  const set = new Set(configs.flatMap((config) => setLeaves(config).map(({ leaf }) => leaf)));
  return schemaLeaves.filter((leaf) => !set.has(leaf));
}

export function errorsOf(config: RawConfig): readonly Finding[] {
  return checkStackConfig(config, context).findings.filter(({ level }) => level === "error");
}

/** Every mistake that can be made at a leaf, which is alone wrong. */
export function invalidAlone({ config, leaf }: Place) {
  const alone = aloneAt(config, leaf.steps);
  return invalidAt(alone.config, { ...leaf, steps: alone.steps });
}

/** Fails when a mistake has no finding at its very path. */
export function assertFound({ what, config, path }: InvalidConfig): void {
  const paths = errorsOf(config()).map((finding) => finding.path);
  assert.ok(paths.includes(path), `${what}: no finding at ${path}, only at ${paths.join(", ") || "nothing"}`);
}
