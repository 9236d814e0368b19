import { ProblemError } from '../../shared/api/failure';

/** The server names an entry of a list by its place; whoever typed it knows it by what it says. */
export function withEntriesNamed(error: unknown, entries: readonly string[]): unknown {
  if (!(error instanceof ProblemError) || error.problem.errors === undefined) return error;
  const errors = error.problem.errors.map(({ field, message }) => ({
    field,
    message: message.replace(/^\w+[.[](\d+)\]?/, (place, index: string) => {
      const entry = entries[Number(index)];
      return entry === undefined ? place : `“${entry}”`;
    }),
  }));
  return new ProblemError({ ...error.problem, errors }, error.retryAfterSeconds);
}
