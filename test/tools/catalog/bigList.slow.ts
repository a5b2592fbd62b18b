import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import manifest from "../../../package.json";
import { temporaryFolder } from "../../support/planned";
import { productOf, termOf } from "./lists";

const region = "ap-northeast-2";
const root = join(__dirname, "../../..");
const megabytes = 300;

/** A bulk offer file of some hundred MB, piece by piece: one in 400 products is a Linux price. */
function* bigOffer(): Generator<string> {
  const products = 140_000;
  const of = (index: number) => ({
    sku: `SKU${String(index).padStart(12, "0")}`,
    type: `m${index}.large`,
    usd: "0.1180000000",
    attributes: {
      operatingSystem: index % 400 === 0 ? "Linux" : "Windows",
      description: `filler ${"x".repeat(900)}`,
    },
  });
  yield `{"formatVersion":"v1.0","publicationDate":"2026-11-20T18:00:00Z","products":{`;
  for (let index = 0; index < products; index++)
    yield `${index === 0 ? "" : ","}"${of(index).sku}":${JSON.stringify(productOf(of(index), region))}`;
  yield `},"terms":{"OnDemand":{`;
  for (let index = 0; index < products; index++)
    yield `${index === 0 ? "" : ","}"${of(index).sku}":${JSON.stringify(termOf(of(index)))}`;
  yield `},"Reserved":{`;
  for (let index = 0; index < products; index++)
    yield `${index === 0 ? "" : ","}"${of(index).sku}":${JSON.stringify({ ...termOf(of(index)), ...termOf({ ...of(index), sku: "R" }) })}`;
  yield "}}}";
}

describe("a price list of 300 MB", function () {
  this.timeout(600_000);

  it("is read in less than 200 MB of memory", async () => {
    let sent = 0;
    const server = createServer(async (_, answer) => {
      let piece = "";
      for (const text of bigOffer()) {
        piece += text;
        if (piece.length < 65_536) continue;
        sent += piece.length;
        if (!answer.write(piece)) await once(answer, "drain");
        piece = "";
      }
      answer.end(piece);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const folder = temporaryFolder();
    const script = `
      const { refresh } = require(${JSON.stringify(join(root, "tools/catalog/refresh"))});
      const [from, folder] = process.argv.slice(-2);
      refresh({ region: "${region}", from: [from], before: undefined, today: "2026-11-25", folder }).then((lines) => {
        console.log(JSON.stringify({ lines, maxRssKiB: process.resourceUsage().maxRSS }));
      });`;
    // as `npm run catalog` starts it
    const flags = manifest.scripts.catalog.split(" ").slice(1, -1);
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/index.json`;
    const child = spawn(process.execPath, [...flags, "-e", script, "--", address, folder], { cwd: root });
    let out = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      out += text;
    });
    child.stderr.pipe(process.stderr);
    const [code] = await once(child, "close");
    server.close();
    assert.equal(code, 0);
    const { lines, maxRssKiB } = JSON.parse(out) as { lines: string[]; maxRssKiB: number };
    assert.equal(lines[0], "350 prices of ap-northeast-2 as of 2026-11-20: 350 new, 0 changed, 0 as before");
    assert.ok(sent > megabytes * 1e6, `${sent} bytes`);
    const mib = Math.round(maxRssKiB / 1024);
    console.log(`      ${Math.round(sent / 1e6)} MB read with ${mib} MiB of memory`);
    assert.ok(maxRssKiB * 1024 < 200e6, `${mib} MiB`);
    assert.match(readFileSync(join(folder, `${region}.json`), "utf8"), /"m400": \{"large":0\.118\}/);
    rmSync(folder, { recursive: true });
  });
});
