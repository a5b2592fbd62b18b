/** `node --require` this before a program or a policy pack of the SDK's, and it starts in a fraction of its CPU time. */
const path = require("node:path");
const { keepCode } = require("./codeCache.cjs");
const { putPackagesOff } = require("./lazyPackages.cjs");

putPackagesOff();
keepCode(path.basename(path.dirname(process.argv[1] ?? "")));
