/**
 * tsx keeps what it compiles in a folder of the system's temporary folder, by the user's number. Where that is another
 * user's, or no folder, tsx throws as it loads; without the cache a start takes longer, and works.
 */
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

exports.leaveOutUnusableCache = () => {
  const folder = path.join(os.tmpdir(), `tsx-${process.geteuid?.() ?? os.userInfo().username}`);
  try {
    fs.mkdirSync(folder, { recursive: true });
    fs.readdirSync(folder);
    fs.accessSync(folder, fs.constants.W_OK);
  } catch {
    process.env.TSX_DISABLE_CACHE = "1";
  }
};
