import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type PriceList, priceList, priceListFolder } from "../../../capacity/ec2/priceList";
import { priceListText } from "../../../tools/catalog/priceListText";
import { checkRegion, listAddresses, refresh } from "../../../tools/catalog/refresh";
import { temporaryFolder } from "../../support/planned";
import { bulkOffer, pageFeed, spotAdvisor } from "./lists";

const region = "ap-northeast-2";
const older: PriceList = {
  about: "",
  region,
  onDemand: [
    {
      source: "an older list",
      date: "2025-04-04",
      licence: "MIT",
      usdPerHour: { m5: { large: 0.118, metal: 5.664 }, m7i: { xlarge: 0.25 } },
    },
  ],
  spot: {
    source: "an older advisor",
    date: "2025-06-28",
    licence: "Apache-2.0",
    interruptionBands: ["<5%"],
    savings: { m5: { large: [68, 0] } },
  },
};

const offer = bulkOffer(region, [
  { sku: "A", type: "m5.large", usd: "0.1180000000" },
  { sku: "B", type: "m7i.xlarge", usd: "0.2478000000" },
  { sku: "C", type: "m99.large", usd: "0.9" },
  { sku: "D", type: "c5.metal", usd: "4.608", family: "Compute Instance (bare metal)" },
  { sku: "E", type: "m5.xlarge", attributes: { operatingSystem: "Windows" } },
  { sku: "F", type: "m5.2xlarge", attributes: { tenancy: "Dedicated" } },
  { sku: "G", type: "m5.4xlarge", attributes: { preInstalledSw: "SQL Web" } },
  { sku: "H", type: "m5.8xlarge", attributes: { capacitystatus: "UnusedCapacityReservation" } },
  { sku: "I", type: "m5.12xlarge", usd: "0.0000000000" },
  { sku: "J", type: "m5.24xlarge", family: "Dedicated Host" },
]);

describe("npm run catalog", () => {
  let server: Server;
  let address: string;
  const served = new Map<string, { readonly body: Buffer | string; readonly headers?: Record<string, string> }>();
  const seen: string[] = [];

  before(async () => {
    served.set("/bulk", { body: JSON.stringify(offer) });
    served.set("/page", {
      body: gzipSync(
        JSON.stringify(pageFeed("Asia Pacific (Seoul)", { "m5.large": "0.1190000000", "m5.xlarge": "0.2380000000" })),
      ),
      headers: { "content-encoding": "gzip" },
    });
    served.set("/spot", {
      body: JSON.stringify(spotAdvisor(region, { "m5.large": { s: 55, r: 1 }, "m7i.xlarge": { s: 61, r: 0 } })),
      headers: { "last-modified": "Sat, 21 Nov 2026 10:00:00 GMT" },
    });
    served.set("/cut", { body: JSON.stringify(offer).slice(0, -100) });
    served.set("/other", { body: JSON.stringify({ hello: "world" }) });
    served.set("/html", { body: "<html>" });
    served.set("/tokyo", { body: JSON.stringify(bulkOffer("ap-northeast-1", [{ sku: "A", type: "m5.large" }])) });
    served.set("/tokyoPage", { body: JSON.stringify(pageFeed("Asia Pacific (Tokyo)", { "m5.large": "0.124" })) });
    const yuan = { sku: "A", type: "m5.large", price: { CNY: "0.7" } };
    served.set("/yuan", { body: JSON.stringify(bulkOffer(region, [yuan])) });
    server = createServer((request, answer) => {
      seen.push(`${request.url} ${request.headers.authorization ?? "without credentials"}`);
      const found = served.get(request.url ?? "");
      answer.writeHead(found === undefined ? 404 : 200, found?.headers).end(found?.body);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());

  const run = async (from: readonly string[], list: PriceList | null = older) => {
    const folder = temporaryFolder();
    const lines = await refresh({ region, from, before: list ?? undefined, today: "2026-11-25", folder });
    const text = readFileSync(join(folder, `${region}.json`), "utf8");
    return { lines, text, made: JSON.parse(text) as PriceList, folder };
  };

  it("reads Linux prices at shared tenancy from a bulk offer file, and keeps older ones that it lacks", async () => {
    const { lines, made, folder } = await run([`${address}/bulk`]);
    assert.deepEqual(made.onDemand, [
      {
        source: `AWS bulk price list of EC2, from ${address}/bulk`,
        date: "2026-11-20",
        licence: "AWS public price list",
        usdPerHour: { c5: { metal: 4.608 }, m5: { large: 0.118 }, m7i: { xlarge: 0.2478 }, m99: { large: 0.9 } },
      },
      { ...older.onDemand[0], usdPerHour: { m5: { metal: 5.664 } } },
    ]);
    assert.deepEqual(made.spot, older.spot);
    assert.deepEqual(lines, [
      "4 prices of ap-northeast-2 as of 2026-11-20: 2 new, 1 changed, 1 as before",
      "1 older price kept, which the list lacks: m5.metal",
      "1 type known by price only, without vCPUs, memory and pods: m99.large; --describe brings them",
      `wrote ${join(folder, `${region}.json`)}`,
    ]);
    assert.deepEqual(readdirSync(folder), [`${region}.json`], "nothing half written stays");
    assert.ok(
      seen.every((request) => request.endsWith("without credentials")),
      seen.join(),
    );
  });

  it("reads the pricing page's feed, which comes compressed", async () => {
    const { made } = await run([`${address}/page`], null);
    assert.deepEqual(
      made.onDemand.map(({ date, usdPerHour }) => [date, usdPerHour]),
      [["2026-11-18", { m5: { large: 0.119, xlarge: 0.238 } }]],
    );
  });

  it("reads the Spot Instance Advisor: the region's Linux savings alone, with the bands in order", async () => {
    const { made, lines } = await run([`${address}/spot`]);
    assert.deepEqual(made.spot, {
      source: `AWS Spot Instance Advisor, from ${address}/spot`,
      date: "2026-11-21",
      licence: "AWS public price list",
      interruptionBands: ["<5%", "5-10%"],
      savings: { m5: { large: [55, 1] }, m7i: { xlarge: [61, 0] } },
    });
    assert.deepEqual(made.onDemand, older.onDemand);
    assert.equal(lines[0], "2 spot savings of ap-northeast-2 as of 2026-11-21: 1 new, 1 changed, 0 as before");
  });

  it("reads several lists, and files as well as addresses", async () => {
    const path = join(temporaryFolder(), "index.json");
    writeFileSync(path, JSON.stringify(offer));
    const { made } = await run([path, `${address}/spot`], null);
    assert.match(made.onDemand[0]!.source, /^AWS bulk price list of EC2, from file index\.json$/);
    assert.equal(made.spot?.date, "2026-11-21");
  });

  it("writes nothing when a list is another region's, in another currency, cut off or none of AWS's", async () => {
    const messageFor = async (from: readonly string[], list: PriceList | null = older): Promise<string> => {
      const folder = temporaryFolder();
      const message = await refresh({ region, from, before: list ?? undefined, today: "2026-11-25", folder }).then(
        () => "no error",
        (cause: Error) => `${cause.name}: ${cause.message}`,
      );
      assert.deepEqual(readdirSync(folder), []);
      return message.replaceAll(address, "");
    };
    assert.equal(
      await messageFor([`${address}/tokyo`]),
      "UsageError: /tokyo: is the list of ap-northeast-1, not of ap-northeast-2",
    );
    assert.equal(
      await messageFor([`${address}/tokyoPage`]),
      "UsageError: /tokyoPage: is the list of Asia Pacific (Tokyo), not of ap-northeast-2 (Asia Pacific (Seoul))",
    );
    assert.equal(
      await messageFor([`${address}/yuan`]),
      "UsageError: /yuan: has prices in CNY; the project's are in USD",
    );
    assert.match(await messageFor([`${address}/cut`]), /^UsageError: \/cut: is not JSON, or is cut off \(/);
    assert.match(await messageFor([`${address}/html`]), /^UsageError: \/html: is not JSON, or is cut off \(/);
    assert.match(
      await messageFor([`${address}/other`]),
      /^UsageError: \/other: has no prices of ap-northeast-2: give /,
    );
    assert.equal(await messageFor([`${address}/none`]), "UsageError: /none: the server answers 404");
    assert.match(await messageFor(["http://127.0.0.1:1/"]), /^UsageError: http:\/\/127\.0\.0\.1:1\/: no answer \(/);
    assert.match(await messageFor(["/no/such/file"]), /^UsageError: \/no\/such\/file: no such file$/);
    // the first list is fine, the second is not: neither is written
    assert.match(await messageFor([`${address}/bulk`, `${address}/none`]), /none: the server answers 404$/);
    assert.match(await messageFor([`${address}/spot`], null), /no on-demand price of ap-northeast-2 is known yet/);
  });

  it("goes to AWS's public lists by default", () => {
    assert.deepEqual(listAddresses(region, "bulk"), [
      "https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonEC2/current/ap-northeast-2/index.json",
      "https://spot-bid-advisor.s3.amazonaws.com/spot-advisor-data.json",
    ]);
    assert.equal(
      listAddresses(region, "page")[0],
      "https://b0.p.awsstatic.com/pricing/2.0/meteredUnitMaps/ec2/USD/current/ec2-ondemand-without-sec-sel/Asia%20Pacific%20(Seoul)/Linux/index.json",
    );
    assert.throws(() => listAddresses("ap-east-2", "page"), /pricing page's name of ap-east-2 is not known/);
  });

  it("refuses regions that do not exist, and China's, whose prices are in CNY", () => {
    assert.throws(() => checkRegion("seoul"), /"seoul" is not a region of AWS/);
    assert.throws(() => checkRegion("cn-north-1"), /prices of cn-north-1 are in CNY/);
    checkRegion("ap-east-2");
  });

  it("writes the committed files as they are", () => {
    for (const name of readdirSync(priceListFolder)) {
      const text = readFileSync(join(priceListFolder, name), "utf8");
      assert.equal(priceListText(priceList(name.replace(".json", ""))!), text, name);
    }
  });
});
