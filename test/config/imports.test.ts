import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const root = resolve(__dirname, "../..");
const folders = ["capacity", "components", "config", "policies", "tools"];

const files = [
  "index.ts",
  "stackConfig.ts",
  ...folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => join(folder, file)),
  ),
];

/** Files of this project that a file imports, types included, as paths without `.ts`. */
function importsOf(file: string): readonly string[] {
  const source = readFileSync(join(root, file), "utf8");
  return [...source.matchAll(/\b(?:from|import|require)\s*\(?\s*"(\.[^"]*)"/g)].map(([, target]) =>
    relative(root, resolve(root, dirname(file), target!)),
  );
}

describe("config/", () => {
  it("is imported by its index alone, but for tools/generate, which reads the schema", () => {
    const pastTheDoor = files
      .filter((file) => !file.startsWith("config/"))
      .flatMap((file) => importsOf(file).map((target) => ({ file, target })))
      .filter(({ target }) => target.startsWith("config/"))
      .filter(({ file, target }) => !(file.startsWith("tools/generate/") && target.startsWith("config/schema/")));
    assert.deepEqual(pastTheDoor, []);
  });

  it("is looked at by other folders, and imports nothing but capacity/ and itself", () => {
    const users = files.filter((file) => !file.startsWith("config/") && importsOf(file).includes("config"));
    assert.ok(users.includes("stackConfig.ts") && users.some((file) => file.startsWith("components/")));
    const targets = files.filter((file) => file.startsWith("config/")).flatMap(importsOf);
    assert.deepEqual([...new Set(targets.map((target) => target.split("/")[0]))].sort(), ["capacity", "config"]);
  });

  it("has no circle of imports, types included", () => {
    const done = new Set<string>();
    const visit = (file: string, above: readonly string[]): void => {
      assert.ok(!above.includes(file), `a circle: ${[...above, file].join(" -> ")}`);
      if (done.has(file)) return;
      done.add(file);
      for (const target of importsOf(`${file}.ts`).filter((one) => one.startsWith("config/"))) {
        visit(files.includes(`${target}.ts`) ? target : `${target}/index`, [...above, file]);
      }
    };
    visit("config/index", []);
    assert.ok(done.has("config/resolve/stack") && done.has("config/rules/index"));
  });
});
