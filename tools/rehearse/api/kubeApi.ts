/** A client of the Kubernetes API with the few calls that a rehearsal needs. */
import { Agent, type RequestOptions, request } from "node:https";
import { UnreachableError } from "../error";
import { KubeError, parsed, statusOf, unknownKind } from "./kubeError";
import type { Kind, KubeObject, ObjectMeta, ObjectReference } from "./kubeObject";

/** How to reach a server. */
export interface Connection {
  /** `https://127.0.0.1:6443` */
  readonly server: string;
  /** PEM. @default the authorities that Node trusts */
  readonly certificateAuthority?: string | undefined;
  /** Bearer token. */
  readonly token?: string | undefined;
  /** Client certificate and its key, PEM. */
  readonly certificate?: string | undefined;
  readonly key?: string | undefined;
}

/** Whom a request impersonates. */
export interface Identity {
  readonly user: string;
  readonly groups?: readonly string[];
}

interface Call {
  readonly body?: unknown;
  /** Of the body. @default "application/json" */
  readonly contentType?: string;
  /** Impersonates this user. */
  readonly as?: Identity | undefined;
}

interface Resource {
  readonly plural: string;
  readonly namespaced: boolean;
}

/** Longest wait for an answer, in ms. */
const requestTimeoutMs = 30_000;

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

  /** Closes the kept-alive connections, which would keep the process running. */
  close(): void {
    this.agent.destroy();
  }

  /**
   * Sends one request.
   * @returns the answer's JSON, as the type that the caller knows it to have; a text where the server answers with one
   * @throws KubeError when the server refuses, UnreachableError when it cannot be reached or does not answer in 30 s
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
      timeout: requestTimeoutMs,
    };
    return new Promise((resolve, reject) => {
      const unreachable = (cause: Error) =>
        reject(new UnreachableError(`${this.connection.server} does not answer ${method} ${path}: ${cause.message}`));
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
      sent.on("timeout", () => sent.destroy(new Error(`no answer in ${requestTimeoutMs / 1000} s`)));
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
    const discovered = this.call<List>("GET", groupPath(apiVersion)).then(
      ({ resources }) =>
        new Map(
          resources
            .filter(({ name }) => !name.includes("/"))
            .map(({ name, kind, namespaced }) => [kind, { plural: name, namespaced }]),
        ),
    );
    this.resources.set(apiVersion, discovered);
    // a CRD may add the group later
    discovered.catch(() => this.resources.delete(apiVersion));
    return discovered;
  }

  /** Path of an object, or of all objects of its kind without a name; undefined when the server does not know the kind. */
  private async path(apiVersion: string, kind: string, metadata: ObjectMeta = {}): Promise<string | undefined> {
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
   * Server-side apply with strict validation: unknown and repeated fields are refused, not dropped.
   * @param options `as` impersonates a user; `dryRun` checks without storing; `manager` owns the fields, by default `rehearse`
   * @returns the object as stored
   * @throws KubeError when the server refuses it or does not know its kind
   */
  async apply(
    object: KubeObject,
    options: { readonly as?: Identity; readonly dryRun?: boolean; readonly manager?: string } = {},
  ): Promise<KubeObject> {
    const path = await this.knownPath(object.apiVersion, object.kind, object.metadata);
    const manager = options.manager ?? "rehearse";
    const dryRun = options.dryRun ? "&dryRun=All" : "";
    return this.call("PATCH", `${path}?fieldManager=${manager}&force=true&fieldValidation=Strict${dryRun}`, {
      body: object,
      contentType: "application/apply-patch+yaml",
      as: options.as,
    });
  }

  /**
   * Creates an object, with strict validation.
   * @throws KubeError when the server refuses it, does not know its kind or already has it
   */
  async create(object: KubeObject, as?: Identity): Promise<KubeObject> {
    const path = await this.knownPath(object.apiVersion, object.kind, {
      namespace: object.metadata.namespace ?? "default",
    });
    return this.call("POST", `${path}?fieldManager=rehearse&fieldValidation=Strict`, { body: object, as });
  }

  /**
   * Sends a JSON merge patch.
   * @param subresource such as "status"; "" for the object itself
   * @throws KubeError when the server refuses it or has no such object
   */
  async patch(object: ObjectReference, patch: object, subresource = ""): Promise<KubeObject> {
    const path = await this.knownPath(object.apiVersion, object.kind, object.metadata);
    return this.call("PATCH", `${path}${subresource === "" ? "" : `/${subresource}`}?fieldManager=rehearse`, {
      body: patch,
      contentType: "application/merge-patch+json",
    });
  }

  /** All objects of a kind: of one namespace, or of all. @throws KubeError when the server does not know the kind */
  async list<T extends KubeObject>({ apiVersion, kind }: Kind<T>, namespace?: string): Promise<readonly T[]> {
    const path = await this.knownPath(apiVersion, kind, namespace === undefined ? {} : { namespace });
    const { items } = await this.call<{ readonly items: readonly object[] }>("GET", path);
    // the server leaves both out of the items of a list
    return items.map((item) => ({ ...item, apiVersion, kind }) as T);
  }

  /** The object of a name; undefined when there is none. */
  async get<T extends KubeObject>({ apiVersion, kind }: Kind<T>, metadata: ObjectMeta): Promise<T | undefined> {
    try {
      return await this.call<T>("GET", await this.knownPath(apiVersion, kind, metadata));
    } catch (cause) {
      if (cause instanceof KubeError && cause.status.code === 404) return undefined;
      throw cause;
    }
  }

  /**
   * Deletes an object; succeeds when there is none.
   * @param graceSeconds of a pod; by default the pod's own
   */
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
