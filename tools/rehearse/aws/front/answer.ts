/** Answers as AWS writes them. */
import { randomUUID } from "node:crypto";
import type { Call } from "./call";

export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** What AWS refuses a call with. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  /** @default 400 */
  readonly status?: number;
}

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => escapes[character]!);

/** A value as XML: objects are elements, arrays repeat `item`; unset values are left out. */
export function xml(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.map((each) => `<item>${xml(each)}</item>`).join("");
  if (typeof value !== "object") return escaped(String(value));
  return Object.entries(value)
    .filter(([, each]) => each !== undefined && each !== null)
    .map(([name, each]) => `<${name}>${xml(each)}</${name}>`)
    .join("");
}

/** An answer of EC2. @param result element names as EC2's API writes them, in lower camel case */
export function ec2Answer(operation: string, result: Readonly<Record<string, unknown>>): HttpAnswer {
  const inside = xml({ requestId: randomUUID(), ...result });
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<${operation}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">${inside}</${operation}Response>`;
  return { status: 200, contentType: "text/xml;charset=UTF-8", body };
}

/** An answer of a JSON service. */
export function jsonAnswer(result: unknown): HttpAnswer {
  return { status: 200, contentType: "application/x-amz-json-1.1", body: JSON.stringify(result) };
}

/** A refusal in the protocol of the call. */
export function refusalAnswer(
  { protocol }: Pick<Call, "protocol">,
  { code, message, status = 400 }: Refusal,
): HttpAnswer {
  const error = `<Code>${escaped(code)}</Code><Message>${escaped(message)}</Message>`;
  const id = randomUUID();
  switch (protocol) {
    case "ec2":
      return {
        status,
        contentType: "text/xml;charset=UTF-8",
        body: `<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error>${error}</Error></Errors><RequestID>${id}</RequestID></Response>`,
      };
    case "query":
      return {
        status,
        contentType: "text/xml",
        body: `<ErrorResponse><Error><Type>Sender</Type>${error}</Error><RequestId>${id}</RequestId></ErrorResponse>`,
      };
    default:
      return {
        status,
        contentType: "application/x-amz-json-1.1",
        body: JSON.stringify({ __type: code, message, Message: message }),
      };
  }
}
