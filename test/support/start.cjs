/**
 * Loaded before anything else in each process of a test run (.mocharc.json). Packages load and Pulumi's SDK runs here as
 * quickly as in the processes of a plan, by the same means; promises that never settle are looked for there alone.
 */
const { keepCode } = require("../../tools/plan/process/codeCache.cjs");
const { delayPackages } = require("../../tools/plan/process/lazyPackages.cjs");
const { beTerse } = require("../../tools/plan/process/terse.cjs");

delayPackages();
keepCode("test");
beTerse((promise) => promise);
