/** A config as it is written: each value with the place that it came from, so that what the config's check refuses can be found. */
import { pathText } from "../../../config";
import type { Ledger } from "../ledger";
import type { Origin, Said, SourceObject, Steps } from "../source/sourceObject";

/** Why values of the sources stay out of the config, by {@link originKey}. */
export type Refused = ReadonlyMap<string, string>;

const numbers = new WeakMap<SourceObject, number>();
let count = 0;

/** What tells the places of sources apart. */
export function originKey({ object, steps }: Origin): string {
  const number = numbers.get(object) ?? ++count;
  numbers.set(object, number);
  return `${number} ${pathText(steps)}`;
}

/** A value in the config that a source says. */
export interface Placed {
  readonly steps: Steps;
  readonly from: Origin;
}

/** A stack's config without the namespace, in the making. */
export class Draft {
  readonly config: Record<string, unknown> = {};
  readonly placed: Placed[] = [];

  constructor(
    readonly ledger: Ledger,
    readonly refused: Refused,
  ) {}

  /** Writes what a source says; what was refused before goes to the ledger instead. @returns whether it is written */
  put(steps: Steps, { from }: Said<unknown>, value: unknown): boolean {
    if (!this.mayPut(from)) return false;
    this.set(steps, value);
    this.placed.push({ steps, from });
    this.ledger.carried(from, steps);
    return true;
  }

  /** Whether a value was not refused; one that was goes to the ledger. */
  mayPut(from: Origin): boolean {
    const why = this.refused.get(originKey(from));
    if (why === undefined) return true;
    this.ledger.noEquivalent(from, why, "say it in another way, or leave it out");
    return false;
  }

  /** Writes what was decided here, or says with another value what a source says. */
  set(steps: Steps, value: unknown): void {
    let at: object = this.config;
    for (const [index, step] of steps.entries()) {
      const isLast = index === steps.length - 1;
      if (!isLast && Object.hasOwn(at, step)) {
        at = (at as Record<string | number, object>)[step]!;
        continue;
      }
      const inner = isLast ? value : typeof steps[index + 1] === "number" ? [] : {};
      // an assignment to `__proto__` would set the prototype
      Object.defineProperty(at, step, { value: inner, enumerable: true, configurable: true, writable: true });
      at = inner as object;
    }
  }

  get(steps: Steps): unknown {
    let at: unknown = this.config;
    for (const step of steps) {
      if (typeof at !== "object" || at === null || !Object.hasOwn(at, step)) return undefined;
      at = (at as Record<string | number, unknown>)[step];
    }
    return at;
  }

  /** The place behind the last entry of a list, which need not be there yet. */
  next(list: Steps): Steps {
    const there = this.get(list);
    return [...list, Array.isArray(there) ? there.length : 0];
  }
}
