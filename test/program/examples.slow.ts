/** `npm run test:examples`: every example stack through the whole program, both ways. */
import { exampleFiles, holdExample } from "./examples";

describe("the example stacks, whole", () => {
  for (const file of exampleFiles) {
    it(`${file} plans without errors and loses nothing in preview`, () => holdExample(file));
  }
});
