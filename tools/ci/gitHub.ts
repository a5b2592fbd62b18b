/** GitHub's REST API, as much of it as a comment needs; every answer is bounded. */
import { UsageError } from "../cli/errors";

/** Bytes of an answer in JSON. */
const mostJsonBytes = 16 * 1024 * 1024;

/** Milliseconds until a request is given up. */
const timeoutMs = 60_000;

export interface GitHubOptions {
  /** `https://api.github.com` */
  readonly url: string;
  readonly token: string;
}

export interface GitHub {
  /** @throws UsageError when GitHub refuses, or cannot be reached */
  json(method: "GET" | "POST" | "PATCH", path: string, body?: object): Promise<unknown>;
  /**
   * What is behind a path that GitHub answers with another address, which gets no token.
   * @throws UsageError as `json` does, RangeError when it has more bytes than allowed
   */
  bytes(path: string, most: number): Promise<Buffer>;
}

/** A client for one repository's job. */
export function gitHub({ url, token }: GitHubOptions): GitHub {
  const headers = {
    accept: "application/vnd.github+json",
    authorization: `Bearer ${token}`,
    "x-github-api-version": "2022-11-28",
    "user-agent": "nodepools",
  };
  const request = async (what: string, address: string, init: RequestInit): Promise<Response> => {
    try {
      return await fetch(address, { ...init, signal: AbortSignal.timeout(timeoutMs) });
    } catch (cause) {
      const { cause: inner, message } = cause as Error;
      throw new UsageError(`${what}: ${inner instanceof Error ? inner.message : message}`);
    }
  };
  return {
    async json(method, path, body) {
      const what = `${method} ${path}`;
      const init = { method, headers, redirect: "error" as const };
      const response = await request(
        what,
        url + path,
        body === undefined ? init : { ...init, body: JSON.stringify(body) },
      );
      const text = (await bounded(response, mostJsonBytes)).toString("utf8");
      if (!response.ok) throw new UsageError(`${what}: ${response.status} ${messageIn(text)}`.trimEnd());
      return parsed(text, what);
    },
    async bytes(path, most) {
      const what = `GET ${path}`;
      const first = await request(what, url + path, { headers, redirect: "manual" });
      const address = first.headers.get("location");
      if (first.status !== 302 || address === null) {
        const text = (await bounded(first, mostJsonBytes)).toString("utf8");
        throw new UsageError(`${what}: ${first.status} ${messageIn(text)}`.trimEnd());
      }
      await first.body?.cancel();
      const second = await request(what, address, { redirect: "error" });
      if (!second.ok) throw new UsageError(`${what}: the address that GitHub names answers ${second.status}`);
      return bounded(second, most);
    },
  };
}

async function bounded(response: Response, most: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.length;
    if (length > most) throw new RangeError(`has more than ${most} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function parsed(text: string, what: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new UsageError(`${what}: the answer is not JSON`);
  }
}

function messageIn(text: string): string {
  try {
    const { message } = JSON.parse(text) as { readonly message?: unknown };
    return typeof message === "string" ? message : "";
  } catch {
    return "";
  }
}
