/** Node labels and taints: `selector disk=ssd`, `tolerates dedicated=batch`. */
import type { PodToleration } from "../../../../capacity/tenancy/isolation";
import type { Reader } from "./words";

/** A label's key and value, as Kubernetes takes them. */
export const labelPart =
  /^([A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?\/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?(=([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?)?$/;

/** A node label that pods select. */
export interface WrittenSelector {
  readonly key: string;
  readonly value: string;
  /** Of the text, from 1. */
  readonly at: number;
}

/** Reads a label's key and value. */
export function readSelector(reader: Reader): WrittenSelector {
  const word = reader.take('which label? Write its key and value, such as "selector disk=ssd"');
  const equal = word.text.indexOf("=");
  if (equal < 0 || !labelPart.test(word.text))
    throw reader.mistake(word, 'is not a node label with a value; write "key=value"');
  return { key: word.text.slice(0, equal), value: word.text.slice(equal + 1), at: word.at };
}

/** A taint that they tolerate: any of the key, or the one with the value. */
export function readToleration(reader: Reader): PodToleration {
  const word = reader.take('which taint? Write its key, or key and value, such as "tolerates dedicated=batch"');
  if (!labelPart.test(word.text))
    throw reader.mistake(word, 'is not a taint; write "key" or "key=value", without an effect');
  const [key = "", value] = word.text.split("=");
  return value === undefined ? { key, operator: "Exists" } : { key, operator: "Equal", value };
}
