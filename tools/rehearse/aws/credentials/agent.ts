/**
 * A loopback endpoint that hands out sessions, as EKS Pod Identity's agent does; for roles by web identity it stands for
 * STS, too, which the controller would call at an address that cannot be changed.
 */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Grant } from "./grant";

export class CredentialsEndpoint {
  private readonly server: Server;

  /**
   * @param grantFor decides by a service account's token
   * @param onRefusal gets why a pod got no session
   */
  constructor(grantFor: (token: string) => Promise<Grant>, onRefusal: (why: string) => void) {
    this.server = createServer(async (request, response) => {
      // the SDK sends the token without a scheme
      const grant = await grantFor(request.headers.authorization ?? "").catch((cause: unknown) => ({
        refusal: String(cause),
      }));
      if ("refusal" in grant) {
        onRefusal(grant.refusal);
        const body = JSON.stringify({ code: "AccessDeniedException", message: grant.refusal });
        response.writeHead(400, { "Content-Type": "application/json" }).end(body);
        return;
      }
      const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = grant.credentials;
      const body = JSON.stringify({ AccessKeyId, SecretAccessKey, Token: SessionToken, Expiration });
      response.writeHead(200, { "Content-Type": "application/json" }).end(body);
    });
  }

  /** Listens on a free port of 127.0.0.1. @returns the URL for AWS_CONTAINER_CREDENTIALS_FULL_URI */
  async listen(): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once("error", reject);
      this.server.listen(0, "127.0.0.1", resolve);
    });
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1/credentials`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
