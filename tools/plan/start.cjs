/** `npm run plan`: loads the command, quickly. */
require("./process/codeCache.cjs").keepCode("plan");
require("tsx/cjs");
require("./main.ts");
