/** What the API server answers when it refuses a request. */

/** The server's answer to what it would not do. */
export interface KubeStatus {
  readonly code: number;
  readonly reason: string;
  readonly message: string;
  readonly causes: readonly { readonly field: string; readonly message: string }[];
}

export class KubeError extends Error {
  override readonly name = "KubeError";
  constructor(readonly status: KubeStatus) {
    super(status.message);
  }
}

export function unknownKind(apiVersion: string, kind: string): KubeStatus {
  return { code: 404, reason: "NotFound", message: `the server knows no ${kind} of ${apiVersion}`, causes: [] };
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // /readyz and such answer in plain words
    return text;
  }
}

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
