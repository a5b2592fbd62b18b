/** Sources that users start from, as files under test/fixtures/migrate or made here, and what became of them. Not a test. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type MigrateOptions, type Migration, migrate } from "../../../tools/migrate/migrate";
import { root } from "../../support/plans";

const folder = join(root, "test/fixtures/migrate");

/** All of them, from the folder: `five/1-pin-and-smoke-test.yaml`. */
export const fixtureFiles: readonly string[] = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.(yaml|json)$/.test(name))
  .sort();

/** The text of a file. */
export function fixtureText(file: string): string {
  return readFileSync(join(folder, file), "utf8");
}

/** What becomes of some of them together. */
export function migrated(files: readonly string[], options: MigrateOptions = {}): Migration {
  return migrate(
    files.map((file) => ({ file, text: fixtureText(file) })),
    options,
  );
}

/** The faults of a migration, each with the path at which it is found. */
export function faultsOf({ lists }: Migration): readonly string[] {
  return lists.broken.map(({ fault, from }) => [fault, from.object, from.path].join(" ").trim()).sort();
}

/** The lines of a list that are about a path, each in words. */
export const messagesAt = ({ lists }: Migration, path: string) =>
  lists.noEquivalent.filter(({ from }) => from.path === path).map(({ message }) => message);

/** What was decided of a key of the config. */
export const decidedAt = ({ lists }: Migration, path: string) =>
  lists.decided.filter(({ to }) => to === path).map(({ message }) => message);

/** What becomes of objects. */
export const migratedObjects = (...objects: readonly object[]): Migration =>
  migrate([{ file: "in.json", text: JSON.stringify({ items: objects }) }]);

/** A pool of team web by its requirements, with a node class of its name. */
export const webPool = (spec: object = {}, metadata: object = {}, labels: object = { team: "web" }) => ({
  apiVersion: "karpenter.sh/v1",
  kind: "NodePool",
  metadata: { name: "web", ...metadata },
  spec: {
    template: {
      metadata: { labels },
      spec: { nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: "web" }, ...spec },
    },
    limits: { cpu: 64 },
  },
});
export const webClass = (spec: object, version = "v1") => ({
  apiVersion: `karpenter.k8s.aws/${version}`,
  kind: "EC2NodeClass",
  metadata: { name: "web" },
  spec,
});

/** A value of the migrated config by keys and indexes. */
export function at(migration: Migration, ...steps: readonly (string | number)[]): unknown {
  return steps.reduce<unknown>(
    (value, step) => (value as Record<string | number, unknown> | undefined)?.[step],
    migration.config,
  );
}
