/** Warm capacity as it is written: which keys go together. */

import type { WarmInput, WindowInput } from "../../schema/warm";
import type { PoolConfig } from "../../stack";
import { allPools, inPools, isEmpty, type Report, type Rule } from "../rule";

/** A rule on what is written under a pool's `warm`. */
function warmRule(
  name: string,
  check: (warm: WarmInput, path: string, report: Report, pool: PoolConfig) => void,
): Rule {
  return {
    name,
    level: "error",
    check: ({ stack }, report) => {
      for (const pool of allPools(stack)) {
        const warm = pool.written.warm;
        if (warm !== undefined) check(warm, `${pool.path}.warm`, report, pool);
      }
    },
  };
}

const plainKeys = ["days", "dates", "from", "to", "lead", "continuous"] as const;
const cronKeys = ["start", "end"] as const;
const neededKeys = ["days", "from", "to"] as const;
const hasAll = (window: WindowInput, keys: readonly (keyof WindowInput)[]) =>
  keys.every((key) => window[key] !== undefined);
const hasAny = (window: WindowInput, keys: readonly (keyof WindowInput)[]) =>
  keys.some((key) => window[key] !== undefined);

/** What to write for a key that is missing. */
const examples = { days: "weekdays", from: "09:00", to: "18:00", start: "0 9 * * 1-5", end: "0 18 * * 1-5" } as const;

export const warmRules: readonly Rule[] = [
  warmRule("window-is-plain-or-cron", ({ windows = [] }, path, report) => {
    for (const [index, window] of windows.entries()) {
      const at = `${path}.windows[${index}]`;
      const isPlain = hasAny(window, plainKeys);
      if (isPlain && hasAny(window, cronKeys)) {
        // Of the two the one that is complete stays.
        const extra = hasAll(window, cronKeys) && !hasAll(window, neededKeys) ? plainKeys : cronKeys;
        for (const key of extra.filter((one) => window[one] !== undefined)) {
          report({
            path: `${at}.${key}`,
            value: window[key],
            message:
              "says a second time when the window is: give days or dates, from and to, or start and end as crons",
            suggestion: "delete it",
          });
        }
        continue;
      }
      const onDates = window.dates !== undefined;
      if (onDates && window.days !== undefined)
        report({
          path: `${at}.days`,
          value: window.days,
          message:
            "cannot be combined with dates: a cron with both fires on days that are either, not only on those that are both",
          suggestion: "delete one of the two",
        });
      if (!onDates && window.continuous === true)
        report({
          path: `${at}.continuous`,
          value: window.continuous,
          message: "is for dates; a window on days of the week is one each day",
          suggestion: "delete it",
        });
      const needed = isPlain || !hasAny(window, cronKeys) ? neededKeys : cronKeys;
      for (const key of needed.filter((one) => window[one] === undefined && !(one === "days" && onDates))) {
        report({
          path: `${at}.${key}`,
          message: "is missing: a window has days or dates, from and to, or start and end",
          suggestion: `write "${examples[key]}"`,
        });
      }
    }
  }),
  warmRule("warm-capacity-counts-one-way", (warm, path, report) => {
    const places = [
      { at: path, written: { nodes: warm.always, spare: warm.spare }, key: "always", isWindow: false },
      ...(warm.windows ?? []).map((window, index) => ({
        at: `${path}.windows[${index}]`,
        written: { nodes: window.nodes, spare: window.spare },
        key: "nodes",
        isWindow: true,
      })),
    ];
    for (const { at, written, key, isWindow } of places) {
      if (warm.placeholder === undefined) {
        if (written.spare !== undefined)
          report({
            path: `${at}.spare`,
            value: written.spare,
            message: `needs the size of one placeholder (${path}.placeholder); without it whole nodes are counted`,
            suggestion: `add placeholder, or delete it for ${key}`,
          });
        if (isWindow && written.nodes === undefined)
          report({ path: `${at}.nodes`, message: "is missing: how many nodes?", suggestion: "write 3" });
        continue;
      }
      if (written.nodes !== undefined)
        report({
          path: `${at}.${key}`,
          value: written.nodes,
          message: "counts whole nodes; with a placeholder's size, cpu and memory are kept spare",
          suggestion: "delete it, and give cpu and memory under spare",
        });
      if (!isWindow || written.spare !== undefined) continue;
      for (const [part, example] of Object.entries({ cpu: "8", memory: "16Gi" }))
        report({ path: `${at}.spare.${part}`, message: "is missing: how much?", suggestion: `write "${example}"` });
    }
  }),
  warmRule("warm-capacity-is-not-empty", (warm, path, report, { pin }) => {
    if (pin !== undefined || warm.windows !== undefined || warm.always !== undefined || warm.spare !== undefined)
      return;
    report({
      path,
      value: warm,
      message: "keeps no node ready: it has neither windows nor a number for any time",
      suggestion: "add windows or always, or delete it",
    });
  }),
  warmRule("load-is-nodes-or-sizes", ({ load }, path, report) => {
    if (load === undefined) return;
    const { nodes, ...sizes } = load;
    if (nodes !== undefined && Object.keys(sizes).length > 0)
      report({
        path: `${path}.load.nodes`,
        value: nodes,
        message: "cannot be combined with cpu or memory, which say the same in another way",
        suggestion: "delete it",
      });
    if (Object.keys(load).length === 0)
      report({
        path: `${path}.load`,
        value: load,
        message: "is empty",
        suggestion: "give nodes, or cpu and memory",
      });
  }),
  {
    name: "static-pool-has-no-windows",
    level: "error",
    check: ({ stack }, report) => {
      for (const pool of allPools(stack)) {
        if (pool.replicas === undefined) continue;
        const { written } = pool;
        for (const key of ["warm", "pin"] as const) {
          if (written[key] === undefined) continue;
          report({
            path: `${pool.path}.${key}`,
            value: written[key],
            message:
              "has no effect on a static pool (replicas): Karpenter keeps that many nodes whatever pods there are",
            suggestion: "delete it, or delete replicas and set warm.always",
          });
        }
      }
    },
  },
  {
    name: "cooldown-is-waited-for",
    level: "warning",
    check: ({ stack }, report) => {
      for (const { path, warm, written } of allPools(stack)) {
        const cooldown = written.warm?.cooldown;
        if (warm === undefined || cooldown === undefined || (warm.always === 0 && warm.windows.length > 0)) continue;
        report({
          path: `${path}.warm.cooldown`,
          value: cooldown,
          message: `does nothing: KEDA waits for it only where it scales to 0, and ${warm.windows.length === 0 ? "without windows it scales nothing" : `this pool keeps ${warm.always} at any time`}`,
          suggestion: "delete it",
        });
      }
    },
  },
  {
    name: "pin-counts-nodes",
    level: "error",
    check: ({ stack }, report) => {
      for (const { path, pin, warm } of allPools(stack)) {
        if (pin === undefined || warm?.mode.kind !== "headroom") continue;
        report({
          path: `${path}.pin`,
          value: pin,
          message: "counts whole nodes, and the pool's placeholders have a size (warm.placeholder)",
          suggestion: "delete one of the two",
        });
      }
    },
  },
  {
    name: "ceiling-has-a-pin",
    level: "error",
    check: ({ stack }, report) => {
      for (const pool of allPools(stack)) {
        if (pool.pin !== undefined || pool.written.ceiling !== true) continue;
        report({
          path: `${pool.path}.ceiling`,
          value: true,
          message: "needs a pin, whose nodes it makes the limit",
          suggestion: "add pin, or set limits.nodes",
        });
      }
    },
  },
  {
    name: "pin-is-for-a-while",
    level: "warning",
    check: ({ stack }, report) => {
      for (const pool of allPools(stack)) {
        const { path, pin } = pool;
        if (pin === undefined) continue;
        const nodes =
          pool.written.ceiling === true ? `${pin} nodes (nodes that run already stay)` : `${pin} nodes or more`;
        report({
          path: `${path}.pin`,
          value: pin,
          message: `is temporary: it keeps the pool at ${nodes} until it is deleted`,
        });
      }
    },
  },
  {
    name: "placeholders-fit-their-quota",
    level: "error",
    check: ({ stack }, report) => {
      const most = allPools(stack).reduce(
        (sum, { warm }) =>
          sum +
          (warm?.engine === "placeholders" ? Math.max(warm.always, ...warm.windows.map(({ nodes }) => nodes)) : 0),
        0,
      );
      if (stack.placeholders === undefined || most <= stack.placeholders.most) return;
      report({
        path: "placeholders.most",
        value: stack.placeholders.most,
        message: `is below the ${most} placeholders that the pools have at most: their namespace's quota would refuse the rest`,
        suggestion: `write ${most} or more`,
      });
    },
  },
  {
    name: "placeholder-settings-are-used",
    level: "warning",
    check: ({ input, stack }, report) => {
      if (isEmpty(input.placeholders) || stack.placeholders !== undefined) return;
      report({
        path: "placeholders",
        message: "changes nothing: no pool has warm capacity or a smoke test",
        suggestion: "delete it",
        absentFrom: inPools("warm", "smokeTest"),
      });
    },
  },
];
