// Pulumi runs a policy pack's TypeScript through ts-node with type checking, 4 s a start; tsx takes a quarter of that.
// `npm run policies:pack` makes the same pack without either.
require("tsx/cjs");
require("./pack.ts");
