/** Passes a call on to moto as it came. */
import { request } from "node:http";
import type { HttpAnswer } from "./answer";
import type { RawCall } from "./call";

/** @throws Error when moto does not answer */
export function forward(port: number, { method, path, headers, body }: RawCall): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    // moto reads region and service from the signature, and writes the host into the URLs that it answers
    const { connection: _connection, "accept-encoding": _encoding, ...passed } = headers;
    const sent = request({ host: "127.0.0.1", port, method, path, headers: passed }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("error", reject);
      answer.on("end", () =>
        resolve({
          status: answer.statusCode ?? 500,
          contentType: answer.headers["content-type"] ?? "text/xml",
          body: Buffer.concat(chunks).toString("utf8"),
        }),
      );
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
