/** What the stand-in providers have made. */
import { importId } from "../../../tools/plan/adopt/importIds";
import type { Properties } from "../../../tools/plan/engine/property";
import type { Subject } from "../../../tools/plan/engine/providers";
import { typeOf } from "../../../tools/plan/engine/urn";
import { standIns } from "../../../tools/plan/standins/table";

/** A resource that is there. */
interface Existing {
  /** The urn that its id and outputs are computed from: another one each time that it is made again. */
  readonly seed: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/** Id and outputs of a resource. */
export interface Made {
  readonly id: string;
  readonly outputs: Properties;
}

/** A cloud and a cluster in memory. What they compute is what the plan's stand-ins say; what is new each time is the id. */
export class World {
  /**
   * By urn and id, the oldest first: an object that is made again for another provider has the id that it had, and the old one is
   * deleted after that.
   */
  private readonly existing = new Map<string, readonly Existing[]>();
  private readonly generations = new Map<string, number>();

  private static key(urn: string, id: string): string {
    return `${urn} ${id}`;
  }

  /** Urns of all that is there. */
  get urns(): readonly string[] {
    return [...this.existing.keys()].map((key) => key.slice(0, key.lastIndexOf(" "))).sort();
  }

  /** Makes a resource; made again under the same urn, it gets another id, as in a cloud. */
  create(subject: Subject): Made {
    const generation = this.generations.get(subject.urn) ?? 0;
    this.generations.set(subject.urn, generation + 1);
    const seed = generation === 0 ? subject.urn : `${subject.urn}#${generation}`;
    const made = standIns.settled({ ...subject, urn: seed });
    const key = World.key(subject.urn, made.id);
    const others = this.existing.get(key) ?? [];
    this.existing.set(key, [...others, { seed, inputs: subject.inputs, outputs: made.outputs }]);
    return made;
  }

  /**
   * The outputs after an update.
   * @param isPreview keep the resource as it is
   * @throws Error when there is no such resource
   */
  update(subject: Subject & { readonly id: string }, isPreview: boolean): Properties {
    const key = World.key(subject.urn, subject.id);
    const there = this.existing.get(key) ?? [];
    const newest = there.at(-1);
    if (newest === undefined) throw new Error(`${subject.urn}: nothing with id ${subject.id} is there to update`);
    const { outputs } = standIns.settled({ ...subject, urn: newest.seed });
    if (!isPreview) this.existing.set(key, [...there.slice(0, -1), { ...newest, inputs: subject.inputs, outputs }]);
    return outputs;
  }

  /** @param id its own, or the one by which an import finds it */
  read(urn: string, id: string): (Existing & { readonly id: string }) | undefined {
    const found = this.existing.get(World.key(urn, id))?.at(-1);
    if (found !== undefined) return { ...found, id };
    for (const [key, all] of this.existing) {
      const existing = { ...all.at(-1)!, id: key.slice(key.lastIndexOf(" ") + 1) };
      if (key.startsWith(`${urn} `) && importId({ type: typeOf(urn), ...existing }) === id) return existing;
    }
    return undefined;
  }

  /** @throws Error when there is no such resource */
  delete(urn: string, id: string): void {
    const key = World.key(urn, id);
    const [oldest, ...others] = this.existing.get(key) ?? [];
    if (oldest === undefined) throw new Error(`${urn}: nothing with id ${id} is there to delete`);
    if (others.length > 0) this.existing.set(key, others);
    else this.existing.delete(key);
  }
}
