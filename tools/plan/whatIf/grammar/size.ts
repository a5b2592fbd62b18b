/** What a pod requests: `1cpu/2Gi`, `500m/512Mi`, `1 cpu 2Gi 1 gpu`. */
import { cpuMillis, memoryBytes } from "../../../../capacity/units/quantity";
import type { Reader, Word } from "./words";

/** What is written of it; the rest is the namespace's default. */
export interface WrittenSize {
  readonly cpuMillis?: number;
  readonly memoryMiB?: number;
  readonly gpus?: number;
}

const cpuUnit = /^(cpus?|vcpus?|cores?)$/i;
const gpuUnit = /^gpus?$/i;
const number = String.raw`(?:\d+(?:\.\d+)?|\.\d+)`;
const cpuPart = new RegExp(`^(${number}m?)(cpus?|vcpus?|cores?)?$`, "i");
const gpuPart = /^(\d+)gpus?$/i;
const memoryPart = new RegExp(`^${number}(Ki|Mi|Gi|Ti|k|M|G|T)$`);
const nearMemory = new RegExp(`^(${number})(k|m|g|t)(i)?b?$`, "i");

/** More than any instance has: a typing error. */
const most = { cpuMillis: 1_000_000, memoryMiB: 64 * 2 ** 20, gpus: 1000 } as const;

export const sizeExample = 'such as "1cpu/2Gi" or "500m/512Mi"';

/** Whether a word begins a size. */
export function beginsSize(word: string): boolean {
  return /^\.?\d/.test(word);
}

/**
 * Reads one word of a size, and its unit when that is a word of its own.
 * @param isSecond whether CPU is said already, so that a number without a unit is memory
 */
export function readSize(reader: Reader, before: WrittenSize): WrittenSize {
  const word = reader.take("");
  let size = before;
  let at = word.at;
  const parts = word.text.split("/");
  for (const [index, text] of parts.entries()) {
    const isLast = index === parts.length - 1;
    if (text !== "") size = joined(reader, { text, at }, size, readPart(reader, { text, at }, size, isLast));
    at += text.length + 1;
  }
  return size;
}

function readPart(reader: Reader, part: Word, before: WrittenSize, isLast: boolean): WrittenSize {
  const { text } = part;
  const unit = isLast ? reader.peekLower() : "";
  if (/^\d+$/.test(text) && gpuUnit.test(unit)) {
    reader.skip();
    return { gpus: Number(text) };
  }
  const [, gpus] = gpuPart.exec(text) ?? [];
  if (gpus !== undefined) return { gpus: Number(gpus) };
  const spacedUnit = isLast && /^\d/.test(text) ? /^(Ki|Mi|Gi|Ti)$/.exec(reader.peek()?.text ?? "")?.[0] : undefined;
  const [, cpu, ownUnit] = spacedUnit === undefined ? (cpuPart.exec(text) ?? []) : [];
  const hasUnit = ownUnit !== undefined || (cpu !== undefined && cpuUnit.test(unit));
  if (cpu !== undefined && !hasUnit && before.cpuMillis !== undefined)
    throw reader.mistake(part, "is not a valid memory quantity; give its unit", {
      suggestion: `${Number.parseFloat(text)}Gi`,
    });
  if (cpu !== undefined) {
    if (ownUnit === undefined && hasUnit) reader.skip();
    return { cpuMillis: cpuMillis(cpu) };
  }
  if (spacedUnit !== undefined) reader.skip();
  const spaced = `${text}${spacedUnit ?? ""}`;
  if (memoryPart.test(spaced)) return { memoryMiB: Math.ceil(memoryBytes(spaced) / 2 ** 20) };
  const [, amount, letter] = nearMemory.exec(text) ?? [];
  const suggestion = amount === undefined ? undefined : `${amount}${letter!.toUpperCase()}i`;
  throw reader.mistake(part, `is not a size; write CPU and memory, ${sizeExample}`, { suggestion });
}

function joined(reader: Reader, part: Word, before: WrittenSize, read: WrittenSize): WrittenSize {
  for (const key of Object.keys(read) as (keyof WrittenSize)[]) {
    if (before[key] !== undefined)
      throw reader.mistake(part, "is said twice: each pod has one amount of CPU, memory and GPUs");
    if (read[key]! > most[key]) throw reader.mistake(part, "is more than any instance has");
  }
  return { ...before, ...read };
}
