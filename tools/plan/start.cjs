/** `npm run plan`: loads the command, quickly. */
require("./process/codeCache.cjs").keepCode("plan");
require("./process/lazyPackages.cjs").delayPackages();
require("../cli/tsxCache.cjs").leaveOutUnusableCache();
require("./process/quickStruct.cjs").quickenStructs();
require("tsx/cjs");
require("./main.ts");
