/**
 * A policy that IAM would refuse, or that says something this evaluator does not model. It is never answered by a guess:
 * a wrong allow would pass for a proof.
 */
export class PolicyError extends Error {
  override readonly name = "PolicyError";
  /** @param where the policy's name and the path inside it: `NodeLifecycle.Statement[0].Effect` */
  constructor(
    readonly where: string,
    what: string,
  ) {
    super(`${where}: ${what}`);
  }
}

/** A request that no AWS client could send, or that says too little to be evaluated: a bug of the caller. */
export class RequestError extends Error {
  override readonly name = "RequestError";
}
