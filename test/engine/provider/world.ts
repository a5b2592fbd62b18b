/** What the stand-in providers have made, and in which order they were asked to. */
import type { Properties } from "../../../tools/plan/engine/property";
import type { Subject } from "../../../tools/plan/engine/providers";
import { standIns } from "../../../tools/plan/standins/table";

/** A resource that is there. */
interface Existing {
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/** Something that a provider was asked to do, previews left out. */
export interface Operation {
  readonly kind: "create" | "update" | "delete";
  readonly urn: string;
  readonly id: string;
}

/** Id and outputs of a resource. */
export interface Made {
  readonly id: string;
  readonly outputs: Properties;
}

/** A cloud and a cluster in memory. What they compute is what the plan's stand-ins say; what is new each time is the id. */
export class World {
  readonly operations: Operation[] = [];
  private readonly existing = new Map<string, Existing>();
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
    const made = standIns.settled(generation === 0 ? subject : { ...subject, urn: `${subject.urn}#${generation}` });
    this.existing.set(World.key(subject.urn, made.id), { inputs: subject.inputs, outputs: made.outputs });
    this.operations.push({ kind: "create", urn: subject.urn, id: made.id });
    return made;
  }

  /** @throws Error when there is no such resource */
  update(subject: Subject & { readonly id: string }): Properties {
    const key = World.key(subject.urn, subject.id);
    if (!this.existing.has(key)) throw new Error(`${subject.urn}: nothing with id ${subject.id} is there to update`);
    const { outputs } = standIns.settled(subject);
    this.existing.set(key, { inputs: subject.inputs, outputs });
    this.operations.push({ kind: "update", urn: subject.urn, id: subject.id });
    return outputs;
  }

  read(urn: string, id: string): Existing | undefined {
    return this.existing.get(World.key(urn, id));
  }

  /** @throws Error when there is no such resource */
  delete(urn: string, id: string): void {
    if (!this.existing.delete(World.key(urn, id))) throw new Error(`${urn}: nothing with id ${id} is there to delete`);
    this.operations.push({ kind: "delete", urn, id });
  }
}
