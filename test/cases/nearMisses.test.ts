/** Kind: a word that is nearly right. The message says what was meant. */
import assert from "node:assert/strict";
import { findingsOf, stackYaml } from "./harness";
import { pool } from "./poolCase";

const window = (keys: string) => pool(`warm: { windows: [{ from: "09:00", to: "18:00", nodes: 1, ${keys} }] }`);
const zone = (word: string) => window(`days: weekdays, timezone: "${word}"`);

/** By what it is a word of: a file with the word, and what people write for what they mean. */
const words: Readonly<
  Record<string, { readonly file: (word: string) => string; readonly meant: Readonly<Record<string, string>> }>
> = {
  "an instance size": {
    file: (word) => pool(`instanceSizes: ["${word}"]`),
    meant: {
      "4XL": "4xlarge",
      "4xl": "4xlarge",
      XL: "xlarge",
      xl: "xlarge",
      L: "large",
      Large: "large",
      xlrge: "xlarge",
    },
  },
  "an instance type": {
    file: (word) => pool(`instanceTypes: ["${word}"]`),
    meant: { "M5.Large": "m5.large", "m5.lrage": "m5.large" },
  },
  "an architecture": {
    file: (word) => pool(`architectures: ["${word}"]`),
    meant: { x86_64: "amd64", AMD64: "amd64", intel: "amd64", aarch64: "arm64", graviton: "arm64", amd46: "amd64" },
  },
  "a capacity type": {
    file: (word) => pool(`capacityTypes: ["${word}"]`),
    meant: { Spot: "spot", on_demand: "on-demand", OnDemand: "on-demand", od: "on-demand" },
  },
  "an environment": {
    file: (word) => `config:\n  aws:region: us-east-1\n  nodepools:environment: ${word}\n`,
    meant: {
      prod: "production",
      prd: "production",
      Production: "production",
      dev: "development",
      devlopment: "development",
    },
  },
  "a day in a list": {
    file: (word) => window(`days: ["${word}"], timezone: UTC`),
    meant: { Monday: "mon", Mon: "mon", tues: "tue", thurs: "thu", sunday: "sun" },
  },
  "days in a word": {
    file: (word) => window(`days: "${word}", timezone: UTC`),
    meant: { weekday: "weekdays", "Mon-Fri": "weekdays", daily: "everyday", Weekends: "weekends" },
  },
  "a region": {
    file: (word) => `config:\n  aws:region: ${word}\n  nodepools:environment: development\n`,
    meant: { "us-east1": "us-east-1", "eu-wset-1": "eu-west-1" },
  },
  "a time zone": {
    file: zone,
    meant: {
      KST: "Asia/Seoul",
      "GMT+9": "Asia/Seoul",
      "UTC+9": "Asia/Seoul",
      "+09:00": "Asia/Seoul",
      "UTC-5": "Etc/GMT+5",
      Seoul: "Asia/Seoul",
      "Asia/Soeul": "Asia/Seoul",
      BST: "Europe/London",
      EST: "America/New_York",
      CET: "Europe/Berlin",
      Z: "UTC",
    },
  },
  "a label's key": {
    file: (word) => pool(`requirements: [{ key: ${word}, operator: Exists }]`),
    meant: {
      "karpenter.sh/capacitytype": "karpenter.sh/capacity-type",
      "kubernetes.io/Arch": "kubernetes.io/arch",
      "karpenter.k8s.aws/instance-famly": "karpenter.k8s.aws/instance-family",
    },
  },
  "a key of the config": {
    file: (word) => pool(`${word}: 1`),
    meant: { wieght: "weight", expireafter: "expireAfter" },
  },
  "an add-on": {
    file: (word) => stackYaml(`nodepools:cluster: { addons: { ${word}: {} } }`),
    meant: { corends: "coredns", "metric-server": "metrics-server" },
  },
};

/** Lines besides the note on who reaches the API server. */
const linesOf = (file: string) => findingsOf(file).filter((line) => !line.includes("publicCidrs"));

describe("kind: a word that is nearly right", () => {
  for (const [what, { file, meant }] of Object.entries(words)) {
    for (const [word, right] of Object.entries(meant)) {
      it(`as ${what}: ${word} is ${right}`, () => {
        const named = linesOf(file(word)).filter((line) => line.includes(word));
        assert.ok(
          named[0]?.includes(`did you mean "${right}"?`) ||
            named[0]?.includes(`write "${right}"`) ||
            named[0]?.includes(`did you mean ${right}?`),
          linesOf(file(word)).join("\n"),
        );
      });
    }
  }

  it("as a single day: Monday is a list", () => {
    for (const word of ["Monday", "mon", "Mon"])
      assert.match(
        linesOf(window(`days: ${word}, timezone: UTC`)).join("\n"),
        /"is not known; write \[mon\]|" is not known; write \[mon\]/,
      );
  });

  it("as an add-on that has no key of its own: it belongs in further", () => {
    assert.deepEqual(linesOf(stackYaml("nodepools:cluster: { addons: { cert-manager: {} } }")), [
      "error Pulumi.dev.yaml:4:34 cluster.addons.cert-manager: {} is not a key of this place; it belongs in further: write further: { cert-manager: ... }",
    ]);
  });

  it("as a time zone whose sign is turned round", () => {
    assert.match(linesOf(zone("Etc/GMT+9")).join("\n"), /"Etc\/GMT\+9" is 9 hours behind UTC/);
  });
});
