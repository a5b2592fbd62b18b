/** The plan as annotations: workflow commands, which GitHub Actions takes from a step's output. */
import type { ConfigPlace } from "../summary/configPlace";
import type { Plan } from "../summary/plan";
import { rollingPools } from "./changes";
import { located } from "./located";
import { readable } from "./readable";
import { sortedViolations, undecidedText, verdictText } from "./verdict";

/** What would end a command's data. Source: toolkit/packages/core/src/command.ts, escapeData. */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** What would end one of a command's properties. Source: escapeProperty there. */
function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/** One of ours, before it is a command. */
export interface Annotation {
  readonly level: "error" | "warning" | "notice";
  readonly title: string;
  readonly message: string;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

/** The workflow command of an annotation. */
export function command({ level, title, message, file, line, column }: Annotation): string {
  const properties = [
    ...(file === undefined ? [] : [`file=${property(file)}`]),
    ...(file === undefined || line === undefined ? [] : [`line=${line}`, `col=${column ?? 1}`]),
    `title=${property(title)}`,
  ];
  return `::${level} ${properties.join(",")}::${data(message)}`;
}

/** Pools whose nodes are replaced, at the pool's place; a pool that goes has none. */
function pools(plan: Plan): readonly Annotation[] {
  if (plan.changes === undefined) return [];
  const places = new Map<string, ConfigPlace>(
    [...plan.teams.flatMap((team) => team.pools), ...plan.cluster.sharedPools].map((pool) => [pool.name, pool]),
  );
  return rollingPools(plan.changes)
    .filter(({ pool }) => pool.rolls !== "none" && pool.rolls !== "new")
    .map(({ pool, rolls, duration, because }) => {
      const { file, line, column } = places.get(pool.name) ?? {};
      const path = file !== undefined && Object.hasOwn(plan.files, file) ? plan.files[file] : undefined;
      return {
        level: pool.rolls === "drift" || pool.rolls === "some" ? ("notice" as const) : ("warning" as const),
        title: `pool ${pool.name}`,
        message: [rolls, ...(duration === "" ? [] : [`takes ${duration}`]), ...because].join("\n"),
        file: path,
        line,
        column,
      };
    });
}

/**
 * An annotation for each finding and violation, worst first, since GitHub shows ten of a level in a step; then the pools that
 * roll and the number of policies that cannot tell yet. What the base has, too, is a notice.
 * @param plan safe for a terminal
 */
export function annotationsOf(plan: Plan): readonly Annotation[] {
  const { undecided } = sortedViolations(plan);
  return [
    ...located(plan).map(({ level, rule, isOld, ...rest }) => ({
      ...rest,
      level: level === "note" || (isOld && level !== "error") ? ("notice" as const) : level,
      title: rule,
    })),
    ...pools(plan),
    ...(undecided.length === 0
      ? []
      : [{ level: "notice" as const, title: `plan of ${plan.stack}`, message: undecidedText(undecided) }]),
  ];
}

/** A command for each annotation, and the verdict. */
export function githubReport(given: Plan): string {
  const plan = readable(given);
  return [...annotationsOf(plan).map(command), `${plan.project} ${plan.stack}: ${verdictText(plan)}`, ""].join("\n");
}
