import { ProblemError } from '../../shared/api/failure';
import type { Problem } from '../../shared/api/model';
import { withEntriesNamed } from './named-entries';

const refusal = (message: string) =>
  new ProblemError({ detail: '', errors: [{ field: 'ipAllowlist[1]', message }] } as unknown as Problem, null);

const messageOf = (error: unknown) => (error as ProblemError).problem.errors?.[0]?.message;

describe('a fault of an entry names what was typed', () => {
  it.each([
    ['ipAllowlist.1 must be an address', '“10.0.0.0/99” must be an address'],
    ['ipAllowlist[1] must be an address', '“10.0.0.0/99” must be an address'],
    ['ipAllowlist must be short', 'ipAllowlist must be short'],
    ['ipAllowlist.7 must be an address', 'ipAllowlist.7 must be an address'],
  ])('%s', (said, named) => expect(messageOf(withEntriesNamed(refusal(said), ['::1', '10.0.0.0/99']))).toBe(named));

  it('leaves other failures alone', () => {
    const error = new Error('no answer');
    expect(withEntriesNamed(error, [])).toBe(error);
  });
});
