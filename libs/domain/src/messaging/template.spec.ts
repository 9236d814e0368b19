import fc from 'fast-check';
import { MESSAGE_BODY_LENGTH_MAX, TEMPLATE_VARIABLE_LENGTH_MAX } from '@latchkey/vocabulary';
import { canonicalLanguage, renderTemplate, variablesOf } from './template.js';

test.each([
  ['Hello.', 0],
  ['Hello {{1}}.', 1],
  ['{{2}} before {{1}}, and {{2}} again', 2],
  ['{{1}}{{2}}{{3}}{{4}}{{5}}{{6}}{{7}}{{8}}{{9}}{{10}}', 10],
  ['{1} is no placeholder', 0],
])('%s asks for %d variables', (body, count) => {
  expect(variablesOf(body)).toBe(count);
});

test.each([
  '{{2}}',
  '{{1}} {{3}}',
  '{{0}}',
  '{{01}}',
  '{{name}}',
  '{{ 1 }}',
  '{{1}',
  '}}',
  '{{{{1}}}}',
  '{{100}}',
  Array.from({ length: 11 }, (_, at) => `{{${at + 1}}}`).join(''),
])('%s is refused by the name of the field', (body) => {
  expect(() => variablesOf(body)).toThrow(expect.objectContaining({ code: 'invalid_request', field: 'body' }));
});

test('every variable stands where its number is, as it was given', () => {
  expect(renderTemplate({ body: '{{2}}, {{1}}! {{2}}.' }, ['Ada', '$& {{1}} $1'])).toBe(
    '$& {{1}} $1, Ada! $& {{1}} $1.',
  );
});

test('whatever is in the variables, the text around them stays', () => {
  const visible = fc.string({ minLength: 1, maxLength: 50 }).filter((text) => text.trim() !== '');
  fc.assert(
    fc.property(visible, visible, (one, two) => {
      expect(renderTemplate({ body: 'a {{1}} b {{2}} c' }, [one, two])).toBe(`a ${one} b ${two} c`);
    }),
  );
});

test.each([
  ['too few', ['one']],
  ['too many', ['one', 'two', 'three']],
  ['an empty one', ['one', '']],
  ['a blank one', [' \n', 'two']],
  ['one that is too long', ['one', 'x'.repeat(TEMPLATE_VARIABLE_LENGTH_MAX + 1)]],
])('%s is refused by the name of the field', (_, variables) => {
  const render = () => renderTemplate({ body: '{{1}} {{2}}' }, variables);
  expect(render).toThrow(expect.objectContaining({ code: 'invalid_request', field: 'template.variables' }));
});

test('a message that would become too long is refused', () => {
  const body = `${'x'.repeat(MESSAGE_BODY_LENGTH_MAX - 10)}{{1}}`;
  expect(renderTemplate({ body }, ['0123456789'])).toHaveLength(MESSAGE_BODY_LENGTH_MAX);
  const render = () => renderTemplate({ body }, ['01234567890']);
  expect(render).toThrow(expect.objectContaining({ field: 'template.variables' }));
});

test('a language is one, however it is joined', () => {
  expect(['en', 'en-GB', 'zh-Hant-TW'].map(canonicalLanguage)).toEqual(['en', 'en_GB', 'zh_Hant_TW']);
});
