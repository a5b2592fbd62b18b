/**
 * The outcome of some work, unless what it depends on fails first. As Promise.race, which keeps every outcome for as long as
 * `failed` is pending, and that is the whole run.
 */
export async function unlessFailed<T>(work: Promise<T>, failed: Promise<never>): Promise<T> {
  let outcome: { readonly value: T } | undefined;
  await Promise.race([
    work.then((value) => {
      outcome = { value };
    }),
    failed,
  ]);
  return outcome!.value;
}
