// Pulumi runs a component provider's TypeScript through ts-node with type checking; tsx takes a fraction of that.
require("tsx/cjs");
require("./index.ts");
