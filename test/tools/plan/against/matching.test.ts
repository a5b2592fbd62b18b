/** Resources of two sides find each other as the engine's do. */
import { deepEqual } from "node:assert/strict";
import { pairs } from "../../../../tools/plan/against/matching";
import { knownResource } from "../../../../tools/plan/against/side";

const at = (place: string, types: string, name: string, more: { parent?: string; aliases?: readonly string[] } = {}) =>
  knownResource({
    urn: `urn:pulumi:${place}::${types}::${name}`,
    type: types.split("$").at(-1)!,
    name,
    inputs: {},
    ...more,
  });

const found = (...[before, after]: Parameters<typeof pairs>) =>
  pairs(before, after).map((pair) => `${pair.before?.name ?? "-"} ${pair.after?.name ?? "-"}`);

describe("resources of two sides", () => {
  const team = (name: string, aliases: readonly string[] = []) => at("dev::p", "a:b:Team", name, { aliases });

  it("are the same under the same urn, in another stack and project too", () => {
    deepEqual(found([at("prod::q", "a:b:C", "x")], [at("dev::p", "a:b:C", "x")]), ["x x"]);
  });

  it("are new and gone where no urn is the same", () => {
    deepEqual(found([team("x")], [team("y")]), ["x -", "- y"]);
  });

  it("follow an alias", () => {
    deepEqual(found([team("x")], [team("y", ["urn:pulumi:dev::p::a:b:Team::x"])]), ["x y"]);
  });

  it("give a urn to the resource that has it, not to one that claims it by an alias", () => {
    deepEqual(found([team("x")], [team("x"), team("y", ["urn:pulumi:dev::p::a:b:Team::x"])]), ["x x", "- y"]);
  });

  it("follow the alias of their parent, with the part of their name that is its", () => {
    const [old, now] = [team("x"), team("y", ["urn:pulumi:dev::p::a:b:Team::x"])];
    const child = (name: string, parent: string) => at("dev::p", "a:b:Team$k:c:D", name, { parent });
    deepEqual(
      found(
        [old, child("x-role", old.urn), child("fixed", old.urn)],
        [now, child("y-role", now.urn), child("fixed", now.urn)],
      ),
      ["fixed fixed", "x-role y-role", "x y"],
    );
  });

  it("follow the alias of their parent with each of their own aliases", () => {
    const [old, now] = [team("x"), team("y", ["urn:pulumi:dev::p::a:b:Team::x"])];
    const child = (type: string, name: string, parent: string, aliases: readonly string[] = []) =>
      at("dev::p", `a:b:Team$${type}`, name, { parent, aliases });
    deepEqual(
      found(
        [old, child("k:c:Old", "x-role", old.urn)],
        [now, child("k:c:New", "y-account", now.urn, ["urn:pulumi:dev::p::a:b:Team$k:c:Old::y-role"])],
      ),
      ["x-role y-account", "x y"],
    );
  });
});
