/** `node --require` this before a Pulumi program or a policy pack, and it starts in a fraction of its CPU time. */
const path = require("node:path");
const { keepCode } = require("./codeCache.cjs");
const { delayPackages } = require("./lazyPackages.cjs");

delayPackages();
keepCode(path.basename(path.dirname(process.argv[1] ?? "")));
