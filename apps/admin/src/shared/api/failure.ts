import type { FieldProblem, Problem } from './model';

/** The server answered, and the answer was no. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly problem: Problem,
    /** Seconds after which another attempt makes sense; `null`: the answer named none. */
    readonly retryAfterSeconds: number | null,
  ) {
    super(problem.detail);
  }
}

/** No answer came: nobody knows here whether the request was carried out. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

export interface Failure {
  readonly detail: string;
  /** Whether anything changed, as far as can be told. */
  readonly consequence: string;
  readonly requestId: string | null;
  readonly fields: readonly FieldProblem[];
}

const NOTHING_CHANGED = 'Nothing was changed.';
const UNCERTAIN = 'It is not certain whether this took effect: check before you try again.';

/** Whether it may have been carried out all the same: only a refusal says for certain that it was not. */
export const mayHaveHappened = (error: unknown): boolean =>
  !(error instanceof ProblemError && error.problem.status < 500);

export function failureOf(error: unknown): Failure {
  if (error instanceof ProblemError) {
    const { detail, requestId, errors } = error.problem;
    const consequence = mayHaveHappened(error) ? UNCERTAIN : NOTHING_CHANGED;
    return { detail, consequence, requestId, fields: errors ?? [] };
  }
  if (error instanceof UnreachableError) {
    return { detail: 'The server could not be reached.', consequence: UNCERTAIN, requestId: null, fields: [] };
  }
  return { detail: 'Something went wrong in this page.', consequence: UNCERTAIN, requestId: null, fields: [] };
}

export const isProblem = (error: unknown, code: Problem['code']): boolean =>
  error instanceof ProblemError && error.problem.code === code;
