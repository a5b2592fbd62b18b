import assert from "node:assert/strict";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderBounds } from "../../../config/bounds";
import { checkIn, pools, projectWith } from "./project";

describe("teams in files of their own", () => {
  it("are the same as in the stack file", () => {
    const root = projectWith({ "teams/dotori.yaml": pools, "teams/alpha.yaml": `owner: alpha-on-call\n${pools}` });
    const inFiles = checkIn(root).config;
    const inStack = checkIn(root, {
      teams: {
        dotori: { pools: [{ name: "general", limits: { cpu: "64", memory: "256Gi" } }] },
        alpha: { owner: "alpha-on-call", pools: [{ name: "general", limits: { cpu: "64", memory: "256Gi" } }] },
      },
    }).config;
    const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as { teams: { source?: unknown }[] };
    const ofPools = ["pools", "pools.limits", "pools.limits.cpu", "pools.limits.memory", "pools.name"];
    const [a, b] = [plain(inFiles), plain(inStack)];
    assert.deepEqual(
      a.teams.map(({ source }) => source),
      [
        { file: "teams/alpha.yaml", keys: ["owner", ...ofPools] },
        { file: "teams/dotori.yaml", keys: ofPools },
      ],
    );
    for (const team of a.teams) delete team.source;
    assert.deepEqual(a, b);
  });

  it("stand beside those of the stack file, and a name in both is an error", () => {
    const root = projectWith({ "teams/dotori.yaml": pools });
    const team = { pools: [{ name: "general", limits: { cpu: "64", memory: "256Gi" } }] };
    const both = checkIn(root, { teamsFrom: "teams", teams: { alpha: team } });
    assert.deepEqual(both.lines, []);
    assert.deepEqual(
      both.config?.teams.map(({ name }) => name),
      ["alpha", "dotori"],
    );
    assert.deepEqual(checkIn(root, { teamsFrom: "teams", teams: { dotori: team } }).lines, [
      'error teams/dotori.yaml:1:1 teams.dotori: "dotori" is in the stack file and in teams/dotori.yaml; remove it from one of the two',
    ]);
  });

  it("have findings with file, line and column, the text as written, all files at once", () => {
    const root = projectWith({
      "teams/dotori.yaml":
        "owner: dotori-on-call\npools:\n  - name: general\n    limits: { cpu: lots, memory: 256Gi }\n",
      "teams/alpha.yaml": "pools:\n  - name: general\n    limts: { cpu: '1' }\n",
      "teams/broken.yaml": "pools: [\n",
      "teams/list.yaml": "- dotori\n",
      "teams/empty.yaml": "# nothing\n",
      "teams/Bad_Name.yaml": pools,
    });
    const { config, lines } = checkIn(root);
    assert.equal(config, undefined);
    assert.deepEqual(
      lines.map((line) => line.replace(/; .*/, "")),
      [
        "error teams/broken.yaml:2:1 teams.broken: cannot be read as YAML: Flow sequence in block collection must be sufficiently indented and end with a ]",
        "error teams/empty.yaml:1:1 teams.empty: the file is empty",
        "error teams/list.yaml:1:1 teams.list: the file is a list, not a map of keys",
        'error teams/Bad_Name.yaml:1:1 teams.Bad_Name: "Bad_Name" is not a valid team name',
        'error teams/alpha.yaml:3:5 teams.alpha.pools[0].limts: {"cpu":"1"} is not a known key',
        'error teams/dotori.yaml:4:15 teams.dotori.pools[0].limits.cpu: "lots" is not a valid CPU quantity',
        "error teams/alpha.yaml:2:5 teams.alpha.pools[0].limits.memory: is missing: without it the pool grows until the account's quota or the bill stops it",
      ],
    );
  });

  it("are told with what is wrong with shared pools and the stack file, at once", () => {
    const root = projectWith({
      "teams/dotori.yaml": "pools: [\n",
      "shared/batch.yaml": "weight: heavy\nlimits: { cpu: 8, memory: 8Gi }\n",
    });
    const { findings } = checkIn(root, { teamsFrom: "teams", sharedPoolsFrom: "shared", network: { zones: 9 } });
    const errors = findings.filter(({ level }) => level === "error");
    assert.deepEqual(
      errors.map(({ file, path }) => `${file ?? "the stack file"} ${path}`),
      ["teams/dotori.yaml teams.dotori", "the stack file network.zones", "shared/batch.yaml sharedPools[0].weight"],
    );
    const lost = checkIn(root, { teamsFrom: "nowhere", sharedPoolsFrom: "shared" }).findings;
    assert.deepEqual(
      lost.filter(({ level }) => level === "error").map(({ path }) => path),
      ["teamsFrom", "sharedPools[0].weight"],
    );
  });

  it("are in the order of their names, in whatever folders a pattern finds them", () => {
    const root = projectWith({
      "teams/a/search.yaml": pools,
      "teams/b/alpha.yaml": pools,
      "teams/b/dotori.yaml": pools,
    });
    assert.deepEqual(
      checkIn(root, { teamsFrom: "teams/*/*.yaml" }).config?.teams.map(({ name }) => name),
      ["alpha", "dotori", "search"],
    );
  });

  it("say what stands above everything by mistake", () => {
    for (const above of ["dotori", "teams", "nodepools:teams", "config"]) {
      const root = projectWith({ "teams/dotori.yaml": `# team\n${above}:\n  owner: dotori-on-call\n` });
      assert.deepEqual(checkIn(root).lines, [
        `error teams/dotori.yaml:2:1 teams.dotori: the file has everything below ${above}; remove that line and write what is below it at the top of the file: the file's name already says dotori`,
      ]);
    }
  });

  it("have no encrypted values: those stand in the stack file by path", () => {
    const root = projectWith({
      "teams/dotori.yaml": `${pools}nodeClass:\n  userData:\n    secure: AAABAJ\n`,
      "teams/alpha.yaml": pools,
    });
    assert.deepEqual(
      checkIn(root).lines.filter((line) => line.includes("dotori")),
      [
        "error teams/dotori.yaml:5:3 teams.dotori.nodeClass.userData: is encrypted, and Pulumi decrypts values of the stack file only; write it in the stack file, under teamSecrets: pulumi config set --secret --path 'teamSecrets[\"dotori.nodeClass.userData\"]'",
      ],
    );
    const secrets = {
      teamsFrom: "teams/alpha.yaml",
      teamSecrets: { "alpha.nodeClass.userData": "#!/bin/bash\ntrue\n" },
    };
    const { config, lines } = checkIn(root, secrets, { encrypted: [["teamSecrets", "alpha.nodeClass.userData"]] });
    assert.deepEqual(lines, []);
    const { nodeClass } = config!.teams[0]!.pools[0]!;
    assert.deepEqual([nodeClass.userData, nodeClass.userDataIsSecret], ["#!/bin/bash\ntrue\n", true]);
  });

  it("take no secret for what is not there, not secret or said twice", () => {
    const root = projectWith({ "teams/dotori.yaml": `${pools}nodeClass: { userData: "#!/bin/sh" }\n` });
    const secret = (path: string) => checkIn(root, { teamsFrom: "teams", teamSecrets: { [path]: "x" } }).lines;
    assert.deepEqual(secret("dotory.nodeClass.userData"), [
      'error teamSecrets["dotory.nodeClass.userData"]: begins with no team that has a file; did you mean "dotori"? (dotori)',
    ]);
    assert.deepEqual(secret("dotori.owner"), [
      'error teamSecrets["dotori.owner"]: is not a value that may be encrypted; write a path to userData: "dotori.nodeClass.userData"',
    ]);
    for (const path of ["dotori.nodeClass.userData", "dotori.pools[7].nodeClass.userData"]) {
      assert.deepEqual(secret(path), [
        `error teamSecrets["${path}"]: is not a place in teams/dotori.yaml; name a pool that the file has, and a value that it does not have`,
      ]);
    }
    assert.deepEqual(secret("dotori.pools[0].nodeClass.userData"), []);
  });

  it("treat every name and key as data", () => {
    const root = projectWith({
      "teams/constructor.yaml": pools,
      "teams/__proto__.yaml": pools,
      "teams/valueof.yaml": `${pools}owner: toString\n`,
      "teams/dotori.yaml": `${pools}__proto__:\n  owner: x\n`,
    });
    const { lines } = checkIn(root);
    assert.deepEqual(
      lines.map((line) => line.replace(/; .*/, "")),
      [
        'error teams/dotori.yaml:4:1 teams.dotori.__proto__: {"owner":"x"} is not a known key',
        'error teams/__proto__.yaml:1:1 teams.__proto__: "__proto__" is not a valid team name',
      ],
    );
  });

  it("change nothing else when one is added", () => {
    const files = { "teams/dotori.yaml": pools, "teams/search.yaml": pools };
    const before = checkIn(projectWith(files)).config!;
    const after = checkIn(projectWith({ ...files, "teams/alpha.yaml": pools })).config!;
    const plain = (value: unknown) => JSON.stringify(value);
    assert.equal(plain(after.teams.filter(({ name }) => name !== "alpha")), plain(before.teams));
  });
});

describe("teamsFrom", () => {
  const root = projectWith({ "teams/dotori.yaml": pools, "more/a/alpha.yaml": pools, "more/b/beta.yaml": pools });
  const names = (teamsFrom: string) => checkIn(root, { teamsFrom }).config?.teams.map(({ name }) => name);
  const refusal = (teamsFrom: string, at = root) => checkIn(at, { teamsFrom }).lines.join("\n");

  it("names a folder, a file or a pattern from the project's root", () => {
    for (const from of ["teams", "teams/", "./teams/", "teams/dotori.yaml", "teams/*.yaml", "teams/d?t*.yaml"])
      assert.deepEqual(names(from), ["dotori"], from);
    assert.deepEqual(names("more/**/*.yaml"), ["alpha", "beta"]);
    assert.deepEqual(names("more/*/[ab]*.yaml"), ["alpha", "beta"]);
  });

  it("is refused for what is not in the project, or names nothing", () => {
    const expected: Readonly<Record<string, string>> = {
      "../teams": "leaves a folder by ..; name a folder from the project's root, such as teams/",
      "teams/../../x": "leaves a folder by ..; name a folder from the project's root, such as teams/",
      "/etc": "is not inside the project; name a folder from the project's root, such as teams/",
      "C:/teams": "is not inside the project; name a folder from the project's root, such as teams/",
      "teams\\": "has a backslash; separate folders by /",
      ".": "is the project itself; name a folder in it, such as teams/",
      "*/dotori.yaml": "begins with a wildcard; name a folder first, such as teams/*/dotori.yaml",
      "teams/*": 'is a pattern that does not end in .yaml; write "teams/*.yaml"',
      "teams/x*.yaml": "names no file; add one, such as teams/dotori.yaml, or remove teamsFrom",
      team: "is not there: the project has no team; did you mean teams? it is looked for from the project's root",
      "teams/dotori.yaml/x": "goes through teams/dotori.yaml, which is not a folder; name a folder of the project",
    };
    for (const [from, message] of Object.entries(expected))
      assert.equal(refusal(from), `error teamsFrom: ${JSON.stringify(from)} ${message}`);
    assert.match(refusal(`teams/${"*".repeat(300)}.yaml`), /has 311 characters; at most 200 are read; shorten it/);
  });

  it("follows no link, and names what it does not read", () => {
    const linked = projectWith({
      "teams/dotori.yaml": pools,
      "teams/alpha.yml": pools,
      "teams/README.md": "# teams",
      "teams/.gitkeep": "",
      "teams/old/beta.yaml": pools,
      "elsewhere/gamma.yaml": pools,
    });
    symlinkSync("/etc/passwd", join(linked, "teams/passwd.yaml"));
    symlinkSync("elsewhere", join(linked, "link"));
    assert.deepEqual(checkIn(linked).lines, [
      "error teams/passwd.yaml teamsFrom: teams/passwd.yaml is a link; put the file itself there",
      "error teams/README.md teamsFrom: teams/README.md does not end in .yaml, so it is not read; move it to another folder",
      "error teams/alpha.yml teamsFrom: teams/alpha.yml does not end in .yaml, so it is not read; name it alpha.yaml",
      'error teams/old teamsFrom: teams/old is a folder; move it away, or name its files as well: "teams/**/*.yaml"',
    ]);
    assert.equal(refusal("link", linked), 'error teamsFrom: "link" goes through the link link; name what it leads to');
  });

  it("names what a pattern would match by another ending, and nothing else that it leaves out", () => {
    const groups = projectWith({
      "teams/g1/alpha.yaml": pools,
      "teams/g1/dotori.yml": pools,
      "teams/g1/Big.YAML": pools,
      "teams/g1/README.md": "# teams",
      "teams/g1/old.yaml/beta.yaml": pools,
      "teams/g1/more/beta.yml": pools,
    });
    const wrong = (file: string, name: string) =>
      `error ${file} teamsFrom: ${file} does not end in .yaml, so it is not read; name it ${name}`;
    assert.deepEqual(checkIn(groups, { teamsFrom: "teams/*/*.yaml" }).lines, [
      wrong("teams/g1/Big.YAML", "Big.yaml"),
      wrong("teams/g1/dotori.yml", "dotori.yaml"),
    ]);
    assert.deepEqual(checkIn(groups, { teamsFrom: "teams/g1/[a-d]*.yaml" }).lines, [
      wrong("teams/g1/dotori.yml", "dotori.yaml"),
    ]);
    assert.match(
      refusal("teams/g1/o*.yaml", groups),
      /^error teams\/g1\/old.yaml teamsFrom: teams\/g1\/old.yaml is a folder; /,
    );
    assert.deepEqual(checkIn(groups, { teamsFrom: "teams/g1/a*.yaml" }).lines, []);
  });

  it("reads no more than its bounds", () => {
    const large = projectWith({ "teams/dotori.yaml": `${pools}# ${"x".repeat(folderBounds.fileBytes)}\n` });
    assert.match(refusal("teams", large), /teams\/dotori.yaml:1:1 teams.dotori: has 129 KiB; at most 128 KiB are read/);
    const many = projectWith({ "teams/dotori.yaml": pools });
    mkdirSync(join(many, "teams/more"));
    for (let index = 0; index < 140; index++) {
      writeFileSync(
        join(many, `teams/more/t${index}.yaml`),
        `owner: x\n# ${"x".repeat(folderBounds.fileBytes - 20)}\n`,
      );
    }
    assert.match(
      refusal("teams/more", many),
      /names files of more than 16 MiB together, which is the most that is read/,
    );
  });

  it("has the bounds that its page says", () => {
    const page = readFileSync(join(__dirname, "../../../docs/teams-in-files.md"), "utf8");
    const { fileBytes, bytes, entries, patternLength } = folderBounds;
    const line = `- At most ${fileBytes / 1024} KiB a file, ${bytes / 1024 ** 2} MiB and ${entries.toLocaleString("en-US")} entries a folder are read; a pattern has at most ${patternLength} characters.`;
    assert.ok(page.split("\n").includes(line), line);
  });

  it("cannot be read where the project's root is not known", () => {
    assert.equal(
      checkIn(root, { teamsFrom: "teams" }, { root: "" }).lines.join("\n"),
      "error teamsFrom: cannot be read: Pulumi does not say where the project is; upgrade Pulumi",
    );
  });
});

describe("overlays of a team's file", () => {
  const base = `${pools}tags: { cost-center: "4711", tier: gold }\nnodeClass:\n  userData: "#!/bin/sh"\n  detailedMonitoring: true\n`;
  const overlay =
    'tags: { tier: null, region: seoul }\nnodeClass: { userData: null }\npools:\n  - name: other\n    limits: { cpu: "8", memory: 32Gi }\n';

  it("merge maps, replace lists and delete by null", () => {
    for (const suffix of ["dev", "development"]) {
      const root = projectWith({ "teams/dotori.yaml": base, [`teams/dotori.${suffix}.yaml`]: overlay });
      const { config, lines } = checkIn(root);
      assert.deepEqual(lines, []);
      const [team] = config!.teams;
      assert.deepEqual(
        team?.pools.map(({ name }) => name),
        ["other"],
      );
      const { tags, userData, detailedMonitoring } = team!.pools[0]!.nodeClass;
      assert.deepEqual([tags["cost-center"], tags.tier, tags.region], ["4711", undefined, "seoul"]);
      assert.deepEqual([userData, detailedMonitoring], [undefined, true]);
      assert.deepEqual(team?.source?.overlay, {
        file: `teams/dotori.${suffix}.yaml`,
        keys: [
          "nodeClass",
          "pools",
          "pools.limits",
          "pools.limits.cpu",
          "pools.limits.memory",
          "pools.name",
          "tags",
          "tags.region",
        ],
      });
    }
  });

  it("are left out in other stacks, whose names they may have", () => {
    const root = projectWith({
      "teams/dotori.yaml": base,
      "teams/dotori.staging.yaml": overlay,
      "teams/dotori.production.yaml": overlay,
    });
    const { config, lines } = checkIn(root);
    assert.deepEqual([lines, config?.teams[0]?.pools[0]?.name], [[], "general"]);
  });

  it("have findings on their own line, and on that of the file below for the rest", () => {
    const root = projectWith({
      "teams/dotori.yaml": "owner: no owner\npools: []\n",
      "teams/dotori.dev.yaml": "tags: { tier: 7 }\npools:\n  - name: other\n    limits: { cpu: lots, memory: 32Gi }\n",
    });
    assert.deepEqual(
      checkIn(root).lines.map((line) => line.replace(/ (is|has) .*/, "")),
      [
        'error teams/dotori.yaml:1:1 teams.dotori.owner: "no owner"',
        "error teams/dotori.dev.yaml:1:9 teams.dotori.tags.tier: 7",
        'error teams/dotori.dev.yaml:4:15 teams.dotori.pools[0].limits.cpu: "lots"',
      ],
    );
  });

  it("have the findings below what they replace or delete; what is of the team as a whole is on the file below", () => {
    const root = projectWith({
      "teams/dotori.yaml": `# a line\nowner: dotori-on-call\n${pools}nodeClass: { kubelet: { maxPods: 50 } }\n`,
      "teams/dotori.dev.yaml":
        "pools:\n  - name: general\n    weight: 10\nnodeClass:\n  kubelet: null\n  userData: '#!/bin/sh'\n",
    });
    const { lines, place } = checkIn(root);
    assert.deepEqual(
      lines.map((line) => line.replace(/ is missing.*/, "")),
      ["limits.cpu", "limits.memory"].map((key) => `error teams/dotori.dev.yaml:2:5 teams.dotori.pools[0].${key}:`),
    );
    const at = (inside: string) => {
      const { file, line } = place({ level: "warning", rule: "", path: `teams.dotori${inside}`, message: "" });
      return `${file}:${line}`;
    };
    assert.deepEqual(
      ["", ".owner", ".tags"].map(at),
      [2, 2, 2].map((line) => `teams/dotori.yaml:${line}`),
    );
    assert.deepEqual(
      [".pools[0].limits", ".pools[1].name", ".nodeClass.kubelet.maxPods", ".nodeClass.userData.x"].map(at),
      [2, 1, 5, 6].map((line) => `teams/dotori.dev.yaml:${line}`),
    );
  });

  it("are refused without a file below, with an unknown suffix, twice, and for stack and environment at once", () => {
    const lines = (files: Readonly<Record<string, string>>) => checkIn(projectWith(files)).lines;
    assert.deepEqual(lines({ "teams/dotori.yaml": pools, "teams/dotory.dev.yaml": pools }), [
      'error teams/dotory.dev.yaml teams.dotory: lies over teams/dotory.yaml, which is not there; did you mean "dotori.dev.yaml"? else name the file teams/dotory.yaml, or add that file',
    ]);
    assert.deepEqual(lines({ "teams/dotori.yaml": pools, "teams/dotori.prodution.yaml": pools }), [
      'error teams/dotori.prodution.yaml teams.dotori: "prodution" in the name of teams/dotori.prodution.yaml is neither a stack nor an environment; did you mean "production"? (development, production, dev, staging)',
    ]);
    assert.deepEqual(
      lines({ "teams/dotori.yaml": pools, "teams/dotori.dev.yaml": pools, "teams/dotori.development.yaml": pools }),
      [
        "error teams/dotori.dev.yaml teams.dotori: lies over teams/dotori.yaml, and so does teams/dotori.development.yaml: this stack is of both; keep one of the two",
      ],
    );
    const twice = projectWith({ "teams/a/dotori.yaml": pools, "teams/b/dotori.yaml": pools });
    assert.deepEqual(checkIn(twice, { teamsFrom: "teams/**/*.yaml" }).lines, [
      "error teams/b/dotori.yaml teams.dotori: teams/a/dotori.yaml is of the same name; rename or remove one of the two",
    ]);
  });

  it("may have one key alone, whatever the file is called", () => {
    const root = projectWith({
      "teams/dotori.yaml": pools,
      "teams/tags.yaml": pools,
      "teams/tags.dev.yaml": "tags:\n  tier: gold\n",
      "shared/batch.yaml": 'limits: { cpu: "8", memory: 32Gi }\n',
      "shared/batch.dev.yaml": "teams: [tags, dotori]\n",
      "shared/requirements.yaml": 'limits: { cpu: "8", memory: 32Gi }\n',
      "shared/requirements.dev.yaml": "requirements: []\n",
    });
    const keys = { teamsFrom: "teams", sharedPoolsFrom: "shared" };
    assert.deepEqual(
      checkIn(root, keys).lines.filter((line) => line.startsWith("error")),
      [],
    );
  });

  it("say when they delete what is not there", () => {
    const root = projectWith({ "teams/dotori.yaml": pools, "teams/dotori.dev.yaml": "owner: x\ntags: null\n" });
    assert.deepEqual(checkIn(root).lines, [
      "warning teams/dotori.dev.yaml:2:1 teams.dotori.tags: is null, which deletes the key, and teams/dotori.yaml does not have it; remove the line",
    ]);
  });
});

describe("sharedPoolsFrom", () => {
  it("has no findings on what its files may say where they cannot be read", () => {
    const root = projectWith({
      "shared/batch.yaml": 'limits: { cpu: "8", memory: 32Gi }\nteams: [\n',
      "shared/empty.yaml": "",
      "shared/gpu.yaml": "sharedPools:\n  - name: gpu\n",
      "shared/list.yaml": "- gpu\n",
      "shared/named.yaml": 'name: Not_A_Name\nlimits: { cpu: "8", memory: 32Gi }\n',
      "shared/secret.yaml": 'limits: { cpu: "8", memory: 32Gi }\nweight: { secure: AAABAJ }\n',
      "shared/wrong.yaml": "limits: { cpu: lots, memory: 32Gi }\n",
    });
    const inStack = [{ name: "first", limits: { cpu: "8", memory: "32Gi" } }];
    const { lines } = checkIn(root, { sharedPoolsFrom: "shared", sharedPools: inStack });
    const withoutPath = (line: string) => line.replace(/sharedPools\S+: /, "");
    assert.deepEqual(lines.filter((line) => line.startsWith("error")).map(withoutPath), [
      "error shared/batch.yaml:3:1 cannot be read as YAML: Flow sequence in block collection must be sufficiently indented and end with a ]; align it with the entries of the same list or map",
      "error shared/empty.yaml:1:1 the file is empty; write the keys of a shared pool at its top, or remove the file",
      "error shared/gpu.yaml:1:1 the file has everything below sharedPools; remove that line and write what is below it at the top of the file: the file's name already says gpu",
      "error shared/list.yaml:1:1 the file is a list, not a map of keys; write the keys of a shared pool at its top",
      "error shared/secret.yaml:2:1 is encrypted, and Pulumi decrypts values of the stack file only; write this shared pool in the stack file",
      'error shared/named.yaml:1:1 "Not_A_Name" is not a key of this file: its name already says named; remove it',
      'error shared/wrong.yaml:1:11 "lots" is not a valid CPU quantity; write "64" or "64000m"',
    ]);
  });

  it("names files of shared pools, after those of the stack file", () => {
    const root = projectWith({
      "shared/batch.yaml": 'teams: all\nlimits: { cpu: "8", memory: 32Gi }\n',
      "shared/gpu.yaml": 'teams: all\nlimits: { cpu: "8", memory: lots }\n',
      "shared/named.yaml": 'name: named\nlimits: { cpu: "8", memory: 32Gi }\n',
    });
    const inStack = [{ name: "first", limits: { cpu: "8", memory: "32Gi" } }];
    const only = checkIn(root, { sharedPoolsFrom: "shared/batch.yaml", sharedPools: inStack });
    assert.deepEqual(
      only.config?.sharedPools.map(({ name }) => name),
      ["first", "batch"],
    );
    assert.deepEqual(
      checkIn(root, { sharedPoolsFrom: "shared", sharedPools: inStack }).lines.filter((line) =>
        line.startsWith("error"),
      ),
      [
        'error shared/named.yaml:1:1 sharedPools.named.name: "named" is not a key of this file: its name already says named; remove it',
        'error shared/gpu.yaml:2:21 sharedPools[2].limits.memory: "lots" is not a valid memory quantity; write "256Gi"; a bare number would be bytes',
      ],
    );
  });
});
