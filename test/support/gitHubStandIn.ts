/** A stand-in for GitHub's API on this machine: pull requests, artifacts and comments in memory. */
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface PullRequest {
  readonly number: number;
  readonly head: { readonly ref: string; readonly sha: string; readonly repo: { readonly full_name: string } | null };
  readonly state: "open" | "closed";
}

export interface Comment {
  readonly id: number;
  readonly pull: number;
  readonly login: string;
  body: string;
}

export interface Artifact {
  readonly id: number;
  readonly run: number;
  readonly name: string;
  readonly zip: Buffer;
  /** @default false */
  readonly expired?: boolean;
  /** What the list says of its size. @default the archive's */
  readonly size?: number;
}

/** What GitHub knows, and what it was asked. */
export class GitHubStandIn {
  pulls: PullRequest[] = [];
  comments: Comment[] = [];
  artifacts: Artifact[] = [];
  /** `GET /repos/o/r/pulls?...` */
  readonly requests: string[] = [];
  /** Tokens that came to the address of an artifact's archive: there should be none. */
  readonly tokensAtStorage: string[] = [];
  private readonly server: Server;

  constructor(
    readonly repository: string,
    private readonly token: string,
  ) {
    this.server = createServer(async (request, response) => {
      const { status, body, location } = this.answer(request, await textOf(request));
      response.writeHead(status, location === undefined ? {} : { location });
      response.end(Buffer.isBuffer(body) ? body : JSON.stringify(body ?? null));
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((done) => this.server.listen(0, "127.0.0.1", done));
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  private answer(
    { method = "", url = "", headers }: IncomingMessage,
    text: string,
  ): { status: number; body?: unknown; location?: string } {
    const { pathname, searchParams } = new URL(url, this.url);
    const storage = /^\/storage\/(\d+)$/.exec(pathname);
    if (storage !== null) {
      if (headers.authorization !== undefined) this.tokensAtStorage.push(headers.authorization);
      return { status: 200, body: this.artifacts.find(({ id }) => id === Number(storage[1]))?.zip };
    }
    this.requests.push(`${method} ${url}`);
    if (headers.authorization !== `Bearer ${this.token}`) return { status: 401, body: { message: "Bad credentials" } };
    const path = pathname.startsWith(`/repos/${this.repository}/`)
      ? pathname.slice(`/repos/${this.repository}`.length)
      : "";
    const page = Number(searchParams.get("page") ?? "1");
    const paged = <T>(items: readonly T[]) => items.slice((page - 1) * 100, page * 100);
    const body = (text === "" ? {} : JSON.parse(text)) as { body?: string };
    if (path === "/pulls") {
      const head = searchParams.get("head");
      const found = this.pulls.filter(
        (pull) =>
          pull.state === searchParams.get("state") &&
          `${pull.head.repo?.full_name.split("/")[0]}:${pull.head.ref}` === head,
      );
      return { status: 200, body: paged(found) };
    }
    const [, run] = /^\/actions\/runs\/(\d+)\/artifacts$/.exec(path) ?? [];
    if (run !== undefined) {
      const found = this.artifacts.filter((one) => one.run === Number(run) && one.name === searchParams.get("name"));
      const artifacts = found.map(({ id, name, zip, expired = false, size = zip.length }) => ({
        id,
        name,
        expired,
        size_in_bytes: size,
      }));
      return { status: 200, body: { total_count: artifacts.length, artifacts } };
    }
    const [, artifact] = /^\/actions\/artifacts\/(\d+)\/zip$/.exec(path) ?? [];
    if (artifact !== undefined) return { status: 302, location: `${this.url}/storage/${artifact}` };
    const [, pull] = /^\/issues\/(\d+)\/comments$/.exec(path) ?? [];
    if (pull !== undefined && method === "GET")
      return {
        status: 200,
        body: paged(this.comments.filter((one) => one.pull === Number(pull))).map(({ id, login, body: own }) => ({
          id,
          body: own,
          user: { login },
        })),
      };
    if (pull !== undefined && method === "POST")
      return { status: 201, body: this.added(Number(pull), body.body ?? "") };
    const [, comment] = /^\/issues\/comments\/(\d+)$/.exec(path) ?? [];
    const found = this.comments.find(({ id }) => id === Number(comment));
    if (method === "PATCH" && found !== undefined) {
      found.body = body.body ?? "";
      return { status: 200, body: found };
    }
    return { status: 404, body: { message: "Not Found" } };
  }

  private added(pull: number, body: string): Comment {
    const made = { id: 1000 + this.comments.length, pull, login: "github-actions[bot]", body };
    this.comments.push(made);
    return made;
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}
