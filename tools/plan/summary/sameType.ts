/** Compares a Zod schema's output with a type, at compile time. */

/** All of a type as `readonly`, as our own types are. */
export type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/** `true` when the two are the same, keys that are optional included; else `false`, to which `true` cannot be assigned. */
export type IsSame<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
