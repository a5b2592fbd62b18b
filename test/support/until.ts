/** Waits until something is so. @throws Error, with what, when it is not after so many seconds */
export async function until(what: string, isSo: () => boolean | Promise<boolean>, seconds = 100): Promise<void> {
  for (const deadline = Date.now() + seconds * 1000; !(await isSo()); ) {
    if (Date.now() > deadline) throw new Error(`${what}: not so after ${seconds} s`);
    await new Promise((done) => setTimeout(done, 50));
  }
}
