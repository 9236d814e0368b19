import { randomBytes } from 'node:crypto';
import { generateSecret, newWebhookSecret } from '@latchkey/domain';
import { WIRE_PROFILE_NAMES } from '@latchkey/vocabulary';
import { WIRE_PROFILES } from '@latchkey/wire';
import { redactSecrets } from './redaction.js';

test.each([...WIRE_PROFILE_NAMES])('a key of the profile %s is blotted out wherever it stands', (name) => {
  const { text } = generateSecret(WIRE_PROFILES[name].secretFormat, 'live', { bytes: (count) => randomBytes(count) });
  for (const line of [text, `"${text}"`, `/v1/keys/${text}?x=${text}`, `Bearer ${text}.`, `{"${text}":1}`]) {
    expect(redactSecrets(line)).not.toContain(text);
    expect(redactSecrets(line)).toContain('[redacted]');
  }
});

test('the secret of a webhook is blotted out as well', () => {
  const secret = newWebhookSecret({ bytes: (count) => randomBytes(count) });
  expect(redactSecrets(`a ${secret}, and more`)).toBe('a [redacted], and more');
});

test('ids, visible starts and ordinary words stay', () => {
  const line = 'key_01m7y2hj3pn734d9qzt4y83ka9 lk_live_4x9T… ws_01m7y2hj3pn734d9qzt4y83ka9 is_live_here';
  expect(redactSecrets(line)).toBe(line);
});
