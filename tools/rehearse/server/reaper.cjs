// Kills the programs and removes their folder when the rehearsal itself is killed (SIGKILL leaves it no time to do so).
// Standard input is a pipe from the rehearsal: a line "+PID" for a started program, "-PID" for an ended one. It closes when
// the rehearsal ends.
const { rmSync } = require("node:fs");
const folder = process.argv[2];
const running = new Set();
let rest = "";
process.stdin.setEncoding("utf8");
process.stdin.on("data", (chunk) => {
  const lines = (rest + chunk).split("\n");
  rest = lines.pop();
  for (const line of lines) {
    const id = Number(line.slice(1));
    if (line[0] === "+") running.add(id);
    else running.delete(id);
  }
});
process.stdin.on("end", () => {
  for (const id of running) {
    try {
      process.kill(id, "SIGKILL");
    } catch {
      // it has ended
    }
  }
  setTimeout(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }), 200);
});
