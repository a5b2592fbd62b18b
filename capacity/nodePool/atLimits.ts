/** A pool whose every limit is used up in whole nodes. */
import type { InstanceType } from "../ec2/catalogue";
import { type Item, mostWithin } from "./knapsack";
import type { Limits } from "./limits";

/** A pool to be filled. */
export interface FillInput {
  /** Of the pool's {@link Selection}. */
  readonly types: readonly InstanceType[];
  readonly limits: Limits;
}

/** What a pool's nodes may be at its limits. */
export interface AtLimits {
  /** Types that fit under every limit by themselves; no other is ever launched. */
  readonly launchable: readonly InstanceType[];
  /** The most that the nodes may add up to of what each is worth, a whole number; infinite where nothing bounds it. */
  readonly most: (worth: (type: InstanceType) => number) => number;
}

/** A pool filled up with whole nodes of the types that the catalogue knows. */
export function atLimits({ types, limits }: FillInput): AtLimits {
  const launchable = types.filter((type) => limits.every(({ capacity, taken }) => taken(type) <= capacity));
  const rooms = limits.map(({ capacity, taken }): Room => ({ capacity, weights: launchable.map(taken) }));
  return { launchable, most: (worth) => mostUnder(rooms, launchable.map(worth)) };
}

/** A limit with what each launchable type takes of it. */
interface Room {
  readonly capacity: number;
  readonly weights: readonly number[];
}

function mostUnder(rooms: readonly Room[], values: readonly number[]): number {
  if (values.every((value) => value === 0)) return 0;
  return Math.min(
    ...rooms.map(({ capacity, weights }) => {
      const items = weights.map((weight, index): Item => ({ weight, value: values[index]! }));
      return mostWithin(items, capacity);
    }),
  );
}
