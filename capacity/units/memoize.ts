/** Answers that are computed once: pools of a stack ask the same questions many times over. */

/**
 * What an answer is found by. With a scope, it is found for that object only and is dropped with it; the text then says
 * what the answer depends on besides.
 */
export type MemoKey = string | readonly [scope: object, text: string];

/** Answers kept by text alone; beyond it the oldest is dropped and, if asked again, computed again. */
const mostAnswers = 10_000;

/**
 * The function with its answers kept: the same key gives the same answer, as the same object. The key must say all that the
 * answer depends on. A call that throws keeps nothing.
 * @param most answers kept by text alone; answers in a scope live as long as it does @default 10000: above the pools of the
 *   largest stack we plan, so that none is computed twice
 */
export function memoizeBy<Args extends readonly unknown[], Answer>(
  keyOf: (...args: Args) => MemoKey,
  compute: (...args: Args) => Answer,
  most = mostAnswers,
): (...args: Args) => Answer {
  const byText = new Map<string, Answer>();
  const byScope = new WeakMap<object, Map<string, Answer>>();
  return (...args) => {
    const key = keyOf(...args);
    const answers = typeof key === "string" ? byText : answersIn(byScope, key[0]);
    const text = typeof key === "string" ? key : key[1];
    const known = answers.get(text);
    if (known !== undefined || answers.has(text)) return known!;
    const answer = compute(...args);
    if (answers === byText && answers.size >= most) answers.delete(answers.keys().next().value!);
    answers.set(text, answer);
    return answer;
  };
}

function answersIn<Answer>(byScope: WeakMap<object, Map<string, Answer>>, scope: object): Map<string, Answer> {
  const before = byScope.get(scope);
  if (before !== undefined) return before;
  const answers = new Map<string, Answer>();
  byScope.set(scope, answers);
  return answers;
}

/** A value that is computed when it is first asked for. */
export function lazy<Value>(compute: () => Value): () => Value {
  return memoizeBy(() => "", compute);
}
