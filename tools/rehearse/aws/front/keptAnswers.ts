/**
 * Answers of moto that are the same in every run: its tables of instance types, which cost it seconds of CPU and which Karpenter
 * asks for twice. They are kept on disk beside moto, so that later runs do not wait for them.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { replaceFile } from "../../../cli/writeAtomic";
import type { HttpAnswer } from "./answer";
import type { Call } from "./call";

export class KeptAnswers {
  private readonly asked = new Map<string, Promise<HttpAnswer>>();

  /** @param folder of one version of moto: another version answers otherwise */
  constructor(private readonly folder: string) {}

  /**
   * The answer to a call: that of an earlier run, or what `ask` gets from moto. An error is not kept.
   * @param call one whose answer depends on nothing but its parameters and the region
   */
  answer({ operation, region, parameters }: Call, ask: () => Promise<HttpAnswer>): Promise<HttpAnswer> {
    const hash = createHash("sha256")
      .update(JSON.stringify([region, parameters]))
      .digest("hex");
    const file = join(this.folder, `${operation}-${hash.slice(0, 16)}.json`);
    const earlier = this.asked.get(file);
    if (earlier !== undefined) return earlier;
    const asked = this.readOrAsk(file, ask);
    this.asked.set(file, asked);
    const forget = () => this.asked.delete(file);
    asked.then(({ status }) => status === 200 || forget(), forget);
    return asked;
  }

  private async readOrAsk(file: string, ask: () => Promise<HttpAnswer>): Promise<HttpAnswer> {
    try {
      return JSON.parse(readFileSync(file, "utf8")) as HttpAnswer;
    } catch {
      // not kept yet, or not to be read: moto knows
    }
    const answer = await ask();
    if (answer.status === 200) this.keep(file, answer);
    return answer;
  }

  private keep(file: string, answer: HttpAnswer): void {
    try {
      mkdirSync(this.folder, { recursive: true });
      replaceFile(file, JSON.stringify(answer));
    } catch {
      // without it the next run takes longer, and is right all the same
    }
  }
}
