import { validateSync } from 'class-validator';
import { Email } from './fields.js';

class WithEmail {
  @Email()
  email!: unknown;
}

const problemsOf = (email: unknown): string[] =>
  validateSync(Object.assign(new WithEmail(), { email })).flatMap(({ constraints }) =>
    Object.values(constraints ?? {}),
  );

test.each(['a@example.com', 'first.last+tag@sub.example.co.uk'])('%s is a mail address', (email) => {
  expect(problemsOf(email)).toEqual([]);
});

test.each(['', 'a', 'a@', '\ud800@a.com', 'a@\udfff.com', `${'a'.repeat(300)}@a.com`, null, 5, {}, ['a@example.com']])(
  '%j is none, and is refused rather than thrown at',
  (email) => expect(problemsOf(email)).not.toEqual([]),
);
