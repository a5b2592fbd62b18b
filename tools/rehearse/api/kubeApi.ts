/** A small client of the Kubernetes API: what a rehearsal asks of it, and no more. */
import { Agent, type RequestOptions, request } from "node:https";
import { RehearsalError } from "../error";
import { KubeError, parsed, statusOf, unknownKind } from "./kubeError";
import type { Kind, KubeObject, ObjectMeta, ObjectReference } from "./kubeObject";

/** How to reach a server. */
export interface Connection {
  /** `https://127.0.0.1:6443` */
  readonly server: string;
  /** PEM; undefined trusts the machine's own authorities. */
  readonly certificateAuthority?: string | undefined;
  readonly token?: string | undefined;
  /** PEM pair for those who show a certificate. */
  readonly certificate?: string | undefined;
  readonly key?: string | undefined;
}

export interface Identity {
  readonly user: string;
  readonly groups?: readonly string[];
}

interface Call {
  readonly body?: unknown;
  readonly contentType?: string;
  /** Asked as somebody else. */
  readonly as?: Identity | undefined;
}

interface Resource {
  readonly plural: string;
  readonly namespaced: boolean;
}

const requestMilliseconds = 30_000;

/** Words that a server says beside its answer, such as pruned fields under fieldValidation=Warn. */
export class KubeApi {
  private readonly agent: Agent;
  private readonly resources = new Map<string, Promise<ReadonlyMap<string, Resource>>>();

  constructor(readonly connection: Connection) {
    this.agent = new Agent({
      keepAlive: true,
      maxSockets: 16,
      ca: connection.certificateAuthority,
      cert: connection.certificate,
      key: connection.key,
    });
  }

  close(): void {
    this.agent.destroy();
  }

  /**
   * One request.
   * @throws KubeError when the server refuses, RehearsalFault when it cannot be reached
   */
  call<T>(method: string, path: string, { body, contentType = "application/json", as }: Call = {}): Promise<T> {
    const content = body === undefined ? undefined : JSON.stringify(body);
    const headers: Record<string, string | readonly string[]> = { Accept: "application/json" };
    if (content !== undefined) {
      headers["Content-Type"] = contentType;
      headers["Content-Length"] = String(Buffer.byteLength(content));
    }
    if (this.connection.token !== undefined) headers.Authorization = `Bearer ${this.connection.token}`;
    if (as !== undefined) {
      headers["Impersonate-User"] = as.user;
      if (as.groups !== undefined && as.groups.length > 0) headers["Impersonate-Group"] = as.groups;
    }
    const options: RequestOptions = {
      method,
      agent: this.agent,
      headers: headers as Record<string, string>,
      timeout: requestMilliseconds,
    };
    return new Promise((resolve, reject) => {
      const unreachable = (cause: Error) =>
        reject(new RehearsalError(`${this.connection.server} does not answer ${method} ${path}: ${cause.message}`));
      const sent = request(new URL(path, this.connection.server), options, (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (chunk: string) => {
          text += chunk;
        });
        answer.on("error", unreachable);
        answer.on("end", () => {
          const code = answer.statusCode ?? 0;
          if (code < 300) resolve((text === "" ? undefined : parsed(text)) as T);
          else reject(new KubeError(statusOf(code, text)));
        });
      });
      sent.on("timeout", () => sent.destroy(new Error(`no answer in ${requestMilliseconds / 1000} s`)));
      sent.on("error", unreachable);
      sent.end(content);
    });
  }

  private discover(apiVersion: string): Promise<ReadonlyMap<string, Resource>> {
    const known = this.resources.get(apiVersion);
    if (known !== undefined) return known;
    interface List {
      readonly resources: readonly { readonly name: string; readonly kind: string; readonly namespaced: boolean }[];
    }
    const asked = this.call<List>("GET", groupPath(apiVersion)).then(
      ({ resources }) =>
        new Map(
          resources
            .filter(({ name }) => !name.includes("/"))
            .map(({ name, kind, namespaced }) => [kind, { plural: name, namespaced }]),
        ),
    );
    this.resources.set(apiVersion, asked);
    // a group that a CRD brings later must be found then
    asked.catch(() => this.resources.delete(apiVersion));
    return asked;
  }

  /**
   * Path of an object, or of all of its kind when no name is given.
   * @returns undefined when the server does not know the kind
   */
  async path(apiVersion: string, kind: string, metadata: ObjectMeta = {}): Promise<string | undefined> {
    let resource: Resource | undefined;
    try {
      resource = (await this.discover(apiVersion)).get(kind);
    } catch (cause) {
      if (cause instanceof KubeError && cause.status.code === 404) return undefined;
      throw cause;
    }
    if (resource === undefined) {
      this.resources.delete(apiVersion);
      return undefined;
    }
    const namespace = resource.namespaced && (metadata.name !== undefined || metadata.namespace !== undefined);
    const inside = namespace ? `/namespaces/${encodeURIComponent(metadata.namespace ?? "default")}` : "";
    const name = metadata.name === undefined ? "" : `/${encodeURIComponent(metadata.name)}`;
    return `${groupPath(apiVersion)}${inside}/${resource.plural}${name}`;
  }

  private async knownPath(apiVersion: string, kind: string, metadata: ObjectMeta): Promise<string> {
    const path = await this.path(apiVersion, kind, metadata);
    if (path === undefined) throw new KubeError(unknownKind(apiVersion, kind));
    return path;
  }

  /**
   * Server-side apply; unknown and repeated fields are refused, not dropped.
   * @throws KubeError when the server refuses, also for a kind that it does not know
   */
  async apply(
    object: KubeObject,
    options: { readonly as?: Identity; readonly dryRun?: boolean } = {},
  ): Promise<KubeObject> {
    const path = await this.knownPath(object.apiVersion, object.kind, object.metadata);
    const dryRun = options.dryRun ? "&dryRun=All" : "";
    return this.call("PATCH", `${path}?fieldManager=rehearse&force=true&fieldValidation=Strict${dryRun}`, {
      body: object,
      contentType: "application/apply-patch+yaml",
      as: options.as,
    });
  }

  /** Creates: what a controller or a person does who does not own the object yet. */
  async create(object: KubeObject, as?: Identity): Promise<KubeObject> {
    const path = await this.knownPath(object.apiVersion, object.kind, {
      namespace: object.metadata.namespace ?? "default",
    });
    return this.call("POST", `${path}?fieldManager=rehearse&fieldValidation=Strict`, { body: object, as });
  }

  /** A merge patch; `subresource` such as "status". */
  async patch(object: ObjectReference, patch: object, subresource = ""): Promise<KubeObject> {
    const path = await this.knownPath(object.apiVersion, object.kind, object.metadata);
    return this.call("PATCH", `${path}${subresource === "" ? "" : `/${subresource}`}?fieldManager=rehearse`, {
      body: patch,
      contentType: "application/merge-patch+json",
    });
  }

  async list<T extends KubeObject>({ apiVersion, kind }: Kind<T>, namespace?: string): Promise<readonly T[]> {
    const path = await this.knownPath(apiVersion, kind, namespace === undefined ? {} : { namespace });
    const { items } = await this.call<{ readonly items: readonly object[] }>("GET", path);
    // the items of a list come without either
    return items.map((item) => ({ ...item, apiVersion, kind }) as T);
  }

  /** The object, or undefined when there is none. */
  async get<T extends KubeObject>({ apiVersion, kind }: Kind<T>, metadata: ObjectMeta): Promise<T | undefined> {
    try {
      return await this.call<T>("GET", await this.knownPath(apiVersion, kind, metadata));
    } catch (cause) {
      if (cause instanceof KubeError && cause.status.code === 404) return undefined;
      throw cause;
    }
  }

  /** Deletes; what is gone already is well. */
  async delete(object: ObjectReference, graceSeconds?: number): Promise<void> {
    const path = await this.knownPath(object.apiVersion, object.kind, object.metadata);
    try {
      await this.call("DELETE", path, {
        body: {
          apiVersion: "v1",
          kind: "DeleteOptions",
          propagationPolicy: "Background",
          ...(graceSeconds === undefined ? {} : { gracePeriodSeconds: graceSeconds }),
        },
      });
    } catch (cause) {
      if (!(cause instanceof KubeError && cause.status.code === 404)) throw cause;
    }
  }
}

function groupPath(apiVersion: string): string {
  return apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}
