/** `npm run plan`: loads the command, quickly. */
require("./codeCache.cjs").keepCode("plan");
require("tsx/cjs");
require("./main.ts");
