/** What the API server answers when it refuses a request. */

/** The part of a Status object that is read here. */
export interface KubeStatus {
  /** HTTP status code. */
  readonly code: number;
  /** "NotFound", "Invalid"; "" when the answer is not a Status. */
  readonly reason: string;
  readonly message: string;
  /** By field; empty for most refusals. */
  readonly causes: readonly { readonly field: string; readonly message: string }[];
}

/** The API server refused a request; the message is the server's. */
export class KubeError extends Error {
  override readonly name = "KubeError";
  constructor(readonly status: KubeStatus) {
    super(status.message);
  }
}

/** The status of a request for a kind that the server does not serve: the same as its own 404. */
export function unknownKind(apiVersion: string, kind: string): KubeStatus {
  return {
    code: 404,
    reason: "NotFound",
    message: `the server does not know the kind ${kind} of ${apiVersion}`,
    causes: [],
  };
}

/** The JSON of an answer, or its text: /readyz answers in plain text. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The status in the body of a refusal. */
export function statusOf(code: number, text: string): KubeStatus {
  const answer = parsed(text);
  if (typeof answer !== "object" || answer === null) return { code, reason: "", message: text.trim(), causes: [] };
  const { reason, message, details } = answer as {
    readonly reason?: string;
    readonly message?: string;
    readonly details?: { readonly causes?: readonly { readonly field?: string; readonly message?: string }[] };
  };
  return {
    code,
    reason: reason ?? "",
    message: message ?? text,
    causes: (details?.causes ?? []).map((cause) => ({ field: cause.field ?? "", message: cause.message ?? "" })),
  };
}
