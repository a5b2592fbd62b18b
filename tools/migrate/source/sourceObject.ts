/** Objects that others wrote, and the place of every value in them: a migration says of each where it went. */
import { listOf, recordOf } from "../../../capacity/units/fields";

/** Keys and indexes from the top of an object to a value. */
export type Steps = readonly (string | number)[];

/** One object: a Kubernetes object, or one entry of what the AWS CLI printed. */
export interface SourceObject {
  /** The file as it was named. */
  readonly file: string;
  /** As messages name it: "NodePool default". */
  readonly title: string;
  readonly name: string;
  /** Where the object says its name. */
  readonly nameSteps: Steps;
  /** As the object says it; what has no word for it has one of ours: NodeGroup, AutoScalingGroup, OverprovisionerValues. */
  readonly kind: string;
  /** Empty where there is none. */
  readonly apiVersion: string;
  readonly value: unknown;
  /** Line of a value in the file, from 1; of the nearest value around it, where it is not there itself. */
  readonly line: (steps: Steps) => number;
}

/** Where a value stands. */
export interface Origin {
  readonly object: SourceObject;
  readonly steps: Steps;
}

/** A value, and where the source says it. */
export interface Said<T> {
  readonly value: T;
  readonly from: Origin;
}

/** A place in an object, to be read: what has another type than is asked for reads as absent. */
export class Field {
  constructor(
    readonly object: SourceObject,
    readonly steps: Steps,
    readonly raw: unknown,
  ) {}

  static of(object: SourceObject): Field {
    return new Field(object, [], object.value);
  }

  get from(): Origin {
    return { object: this.object, steps: this.steps };
  }

  /** Whether anything but null stands here. */
  get isThere(): boolean {
    return this.raw !== undefined && this.raw !== null;
  }

  at(...keys: readonly string[]): Field {
    return keys.reduce<Field>((field, key) => {
      const map = recordOf(field.raw);
      return new Field(field.object, [...field.steps, key], Object.hasOwn(map, key) ? map[key] : undefined);
    }, this);
  }

  items(): readonly Field[] {
    return listOf(this.raw).map((item, index) => new Field(this.object, [...this.steps, index], item));
  }

  entries(): readonly (readonly [key: string, field: Field])[] {
    return Object.entries(recordOf(this.raw)).map(([key, value]) => [
      key,
      new Field(this.object, [...this.steps, key], value),
    ]);
  }

  said<T>(value: T): Said<T> {
    return { value, from: this.from };
  }

  /** A scalar as text: YAML makes numbers and booleans of what Kubernetes takes for text. */
  text(): Said<string> | undefined {
    const { raw } = this;
    const isScalar = typeof raw === "string" || typeof raw === "number" || typeof raw === "boolean";
    return isScalar ? this.said(String(raw)) : undefined;
  }

  /** A finite number, in quotes or not. */
  number(): Said<number> | undefined {
    const { raw } = this;
    const value = typeof raw === "string" && /^\d+(\.\d+)?$/.test(raw) ? Number(raw) : raw;
    return typeof value === "number" && Number.isFinite(value) ? this.said(value) : undefined;
  }

  /** The texts of a list; undefined unless it is one. */
  texts(): readonly string[] | undefined {
    if (!Array.isArray(this.raw)) return undefined;
    return this.items().flatMap((item) => item.text()?.value ?? []);
  }

  /** The entries of a map whose values are scalars. */
  pairs(): readonly Said<readonly [key: string, value: string]>[] {
    return this.entries().flatMap(([key, field]) => {
      const text = field.text();
      return text === undefined ? [] : [field.said([key, text.value] as const)];
    });
  }
}
