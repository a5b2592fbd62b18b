/** An answer to a what-if with something in every part of it. */
import type { PlannedWhatIf } from "../../tools/plan/summary/whatIfSchema";

const priceBasis = { region: "us-east-1", date: "2026-03-15", estimated: [] };

const pool: PlannedWhatIf["pools"][number] = {
  name: "dotori-general",
  outcome: "maybe",
  reasons: ["limits.cpu 16"],
  taken: { least: 8, most: 9 },
  waiting: { least: 0, most: 1 },
  nodes: { least: 3, most: 8 },
  price: {
    usdPerHour: { least: 0.6048, most: 0.9072 },
    reason: "no price in us-east-1 is known for r9g.large",
    priceBasis,
  },
  types: ["m7i.large", "m7i.xlarge"],
  warm: { placeholders: 2, takes: { least: 0, most: 2 } },
  needed: [{ limit: "cpu", stated: "16", needed: "18" }],
  likelyNeeded: [],
};

export const sampleWhatIf: PlannedWhatIf = {
  text: "dotori: 10 pods of 1cpu/2Gi at mon 09:00",
  meaning: "10 pods of 1 CPU and 2048Mi, in namespace dotori of team dotori",
  team: "dotori",
  namespace: "dotori",
  pods: 10,
  at: "Mon 2026-11-30 09:00 Asia/Seoul",
  outcome: "no",
  reasons: ["the namespace's quota: requests.cpu 9"],
  refused: { least: 1, most: 1 },
  refusedBy: ["requests.cpu 9"],
  taken: { least: 8, most: 9 },
  waiting: { least: 0, most: 1 },
  nodes: { least: 3, most: 8 },
  price: { usdPerHour: { least: 0.6048, most: 0.9072 }, priceBasis },
  likely: {
    onExisting: 2,
    nodes: [{ pool: "dotori-general", type: "m7i.xlarge", count: 3, pods: 7 }],
    waiting: 0,
    batches: 2,
    usdPerHour: 0.6048,
    spotUsdPerHour: 0.2,
  },
  preempts: [{ whatIf: 1, most: 4 }],
  pools: [
    pool,
    { ...pool, name: "dotori-gpu", outcome: "no", taken: { least: 0, most: 0 }, reasons: ["no GPU"], needed: null },
  ],
  otherPools: [{ ...pool, name: "shared", outcome: "yes" }],
  notes: ["a note"],
};
