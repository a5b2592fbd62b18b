/** What became of each value of the sources: every leaf ends in one of the lists, or is bookkeeping that nobody wrote. */
import { pathText } from "../../config";
import { type Fault, faults } from "./source/faults";
import type { Origin, SourceObject, Steps } from "./source/sourceObject";

/** Where in the sources. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
  /** "NodePool default" */
  readonly object: string;
  /** `spec.limits.cpu`; empty for the object as a whole. */
  readonly path: string;
}

/** A value that the config says, too. */
export interface Carried {
  readonly from: SourcePlace;
  /** `teams.dotori.pools[0].limits.cpu` */
  readonly to: string;
}

/** A value that the config cannot say. */
export interface NoEquivalent {
  readonly from: SourcePlace;
  readonly message: string;
  readonly advice: string;
}

/** A mistake in a source. */
export interface Broken {
  readonly fault: Fault;
  readonly from: SourcePlace;
  readonly message: string;
  readonly unnoticed: string;
  /** What the migration made of it. */
  readonly instead: string;
}

/** What the migration chose where the source left it open. */
export interface Decided {
  /** Path in the config. */
  readonly to: string;
  readonly message: string;
}

/** Objects that are not read, by kind. */
export interface PassedOver {
  readonly kind: string;
  readonly count: number;
}

/** The lists of a report. */
export interface LedgerLists {
  readonly carried: readonly Carried[];
  readonly noEquivalent: readonly NoEquivalent[];
  readonly broken: readonly Broken[];
  readonly decided: readonly Decided[];
}

/** Collects what becomes of the sources' values. */
export class Ledger {
  private readonly lists = {
    carried: [] as Carried[],
    noEquivalent: [] as NoEquivalent[],
    broken: [] as Broken[],
    decided: [] as Decided[],
  };
  private readonly told = new Set<string>();
  private readonly settled = new Map<SourceObject, Settled>();

  carried(from: Origin, to: Steps): void {
    this.settle(from);
    this.addOnce(this.lists.carried, { from: placeOf(from), to: pathText(to) });
  }

  noEquivalent(from: Origin, message: string, advice: string): void {
    this.settle(from);
    this.addOnce(this.lists.noEquivalent, { from: placeOf(from), message, advice });
  }

  /** Settles nothing: what is broken is carried over besides, as it was meant, or has no equivalent. */
  broken(fault: Fault, from: Origin, message: string, instead: string): void {
    this.addOnce(this.lists.broken, { fault, from: placeOf(from), message, unnoticed: faults[fault], instead });
  }

  decided(to: Steps, message: string): void {
    this.lists.decided.push({ to: pathText(to), message });
  }

  /** What is here is nobody's to carry over: the API server's bookkeeping, or what Karpenter and Helm write themselves. */
  settle({ object, steps }: Origin): void {
    const { paths, above } = this.settled.get(object) ?? nothingSettled();
    this.settled.set(object, { paths: paths.add(pathText(steps)), above });
    for (let length = 0; length < steps.length; length++) above.add(pathText(steps.slice(0, length)));
  }

  /** Adds what is not there yet: a node class of several pools is written several times. */
  private addOnce<T>(list: T[], entry: T): void {
    const text = JSON.stringify(entry);
    if (this.told.has(text)) return;
    this.told.add(text);
    list.push(entry);
  }

  /** The lists, every leaf of the objects in one of them: what nobody spoke of has no equivalent. */
  close(objects: readonly SourceObject[]): LedgerLists {
    for (const object of objects) {
      const settled = this.settled.get(object) ?? nothingSettled();
      for (const steps of unsettled(object.value, [], settled))
        this.noEquivalent(
          { object, steps },
          "is not a field that migrate knows",
          "see whether it matters, and say it by hand",
        );
    }
    return this.lists;
  }
}

/** What is settled of an object: paths of values, and of all that is above them. */
interface Settled {
  readonly paths: Set<string>;
  readonly above: Set<string>;
}

function nothingSettled(): Settled {
  return { paths: new Set(), above: new Set() };
}

/** Places of the values below which nothing is settled, each as high as possible. */
function unsettled(value: unknown, steps: Steps, settled: Settled): readonly Steps[] {
  const path = pathText(steps);
  if (settled.paths.has(path)) return [];
  const isInner = typeof value === "object" && value !== null;
  const isOpen = isInner && settled.above.has(path);
  if (steps.length > 0 && !isOpen) return saysNothing(value) ? [] : [steps];
  if (!isInner) return [];
  const list = Array.isArray(value);
  return Object.entries(value).flatMap(([key, inner]) =>
    unsettled(inner, [...steps, list ? Number(key) : key], settled),
  );
}

/** Null, an empty map or list, or one of such: `metadata: { creationTimestamp: null }`, which kubectl prints by itself. */
function saysNothing(value: unknown): boolean {
  return value === null || (typeof value === "object" && Object.values(value).every(saysNothing));
}

/** A place as the report has it. */
export function placeOf({ object, steps }: Origin): SourcePlace {
  return { file: object.file, line: object.line(steps), object: object.title, path: pathText(steps) };
}
