import { checkExample, exampleFiles } from "./examples";

describe("every example stack", () => {
  for (const file of exampleFiles) {
    it(`${file} plans without errors, with the same resources in both modes`, () => checkExample(file));
  }
});
