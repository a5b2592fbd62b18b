/** Every edit of a running stack does what the plan says of it. */
import { itDoes } from "./edited";
import { edits } from "./edits";

describe("every edit of a running stack", function () {
  this.timeout(120_000);
  itDoes(edits);
});
