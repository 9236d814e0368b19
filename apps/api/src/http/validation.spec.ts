import 'reflect-metadata';
import { SendMessageRequest } from '@latchkey/contracts';
import { InvalidRequestError } from './problems.js';
import { requestValidation } from './validation.js';

const taken = (variables: unknown) =>
  requestValidation().transform(
    { to: '+31612345678', template: { id: 'tpl_01', variables } },
    { type: 'body', metatype: SendMessageRequest },
  ) as Promise<SendMessageRequest>;

test.each([
  ['a name', ['Ada']],
  ['an emoji, and several lines with a tab', ['👋', 'two\nlines,\ttabbed\r\n']],
  ['as long as they may be', ['x'.repeat(1024)]],
  ['none', []],
  ['left out', undefined],
])('the variables of a template may be %s', async (_what, variables) => {
  expect((await taken(variables)).template?.variables).toEqual(variables);
});

test.each([
  ['a NUL', 'a\u0000'],
  ['half of a surrogate pair', '\ud83d'],
  ['a control character', 'a\u001b[0m'],
  ['nothing', ''],
  ['nothing visible', ' \n'],
  ['too much', 'x'.repeat(1025)],
  ['too many units', '👋'.repeat(513)],
  ['a number', 5],
])('none of them may be %s, wherever it stands', async (_what, bad) => {
  for (const variables of [[bad], ['Ada', bad], bad]) {
    const refused: unknown = await taken(variables).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(InvalidRequestError);
    expect(refused).toMatchObject({ errors: [{ field: 'template.variables' }] });
  }
});
