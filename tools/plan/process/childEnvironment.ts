/**
 * The environment variables that a child of ours gets. The program and the policy pack may be a stranger's (a fork's pull
 * request), so this is a list of what they need, not of what they must not have: a token with a name that nobody thought of
 * stays here. It is no sandbox, since a process of the same user can read the environment of this one: docs/plan.md.
 */

/** Where programs, files and certificates are, in which language, and how to reach the network. */
const passedOn = [
  "PATH",
  "HOME",
  "TMPDIR",
  "TMP",
  "TEMP",
  "LANG",
  "LANGUAGE",
  "TZ",
  "NODE_OPTIONS",
  "NODE_EXTRA_CA_CERTS",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
  ...["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"].flatMap((name) => [name, name.toLowerCase()]),
] as const;

/** Without these, Node or a program that it starts does not run on Windows, whose names differ in case from shell to shell. */
const passedOnWindows = [
  "SystemRoot",
  "SystemDrive",
  "windir",
  "ComSpec",
  "PATHEXT",
  "USERPROFILE",
  "HOMEDRIVE",
  "HOMEPATH",
  "APPDATA",
  "LOCALAPPDATA",
  "ProgramData",
  "ProgramFiles",
  "ProgramFiles(x86)",
  "CommonProgramFiles",
  "NUMBER_OF_PROCESSORS",
  "PROCESSOR_ARCHITECTURE",
  "OS",
] as const;

const exact = new Set<string>(passedOn);
const anyCase = new Set<string>([...passedOn, ...passedOnWindows].map((name) => name.toUpperCase()));

/**
 * The variables of the caller's shell that a child gets: none of its credentials, nor of what would change the plan
 * (profiles, regions, Pulumi's own settings).
 */
export function cleanEnvironment(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): Record<string, string> {
  const clean: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    const isPassedOn =
      platform === "win32"
        ? anyCase.has(name.toUpperCase()) || /^LC_/i.test(name)
        : exact.has(name) || /^LC_/.test(name);
    if (value !== undefined && isPassedOn) clean[name] = value;
  }
  return clean;
}
