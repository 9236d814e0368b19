import { ALERT_KINDS } from '@latchkey/vocabulary';
import { requestOf, valuesOf } from './rule-form';
import { channelWords, type Rules, ruleSentence } from './rule-words';

const NOW = Date.parse('2026-03-01T00:00:00Z');
const common = { enabled: true, channels: ['webhook' as const, 'mail' as const], silencedUntil: null };
const RULES: Rules = {
  quota_used: { ...common, percents: [100, 50] },
  key_expiring: { ...common, days: [1, 7, 30] },
  rotation_due: { ...common, afterDays: 90 },
  new_network: { ...common, learningDays: 7 },
  used_after_silence: { ...common, afterDays: 60 },
  refusals_spiking: { ...common, factor: 3, countMin: 50 },
  requests_spiking: { ...common, factor: 2.5, countMin: 500 },
};

test.each([
  ['quota_used', 'At 50 and 100 % of a limit.'],
  ['key_expiring', '30, 7 and 1 days before it ends.'],
  ['rotation_due', '90 days after it was made or rotated.'],
  ['new_network', 'From 7 days after its first use on.'],
  ['used_after_silence', 'After 60 days without use.'],
  ['refusals_spiking', 'More than 3 times its usual busiest hour, and more than 50.'],
  ['requests_spiking', 'More than 2.5 times its usual busiest hour, and more than 500.'],
] as const)('the rule %s reads: %s', (kind, sentence) => expect(ruleSentence(kind, RULES)).toBe(sentence));

test('no channel means the list alone', () => {
  expect([channelWords([]), channelWords(['mail']), channelWords(['webhook', 'mail'])]).toEqual([
    'In the list only',
    'By mail',
    'By webhook and mail',
  ]);
});

test('a form that is sent as it was opened asks for what there is, and for no field of another kind', () => {
  for (const kind of ALERT_KINDS) {
    const { rules } = requestOf(kind, valuesOf(kind, RULES, NOW), NOW);
    expect(Object.keys(rules ?? {})).toEqual([kind]);
    const { percents, days, ...rest } = { ...RULES[kind] } as Record<string, unknown>;
    expect(rules?.[kind]).toMatchObject(rest);
    if (percents !== undefined) expect(rules?.quota_used?.percents).toEqual([50, 100]);
    if (days !== undefined) expect(rules?.key_expiring?.days).toEqual([1, 7, 30]);
  }
});

test('a silence is kept, ended, or begun anew from now on', () => {
  const silenced = { ...RULES, rotation_due: { ...RULES.rotation_due, silencedUntil: '2026-03-02T00:00:00Z' } };
  const values = valuesOf('rotation_due', silenced, NOW);
  expect(values.silence).toBe('keep');
  const sent = (silence: 'keep' | 'none' | '7') =>
    requestOf('rotation_due', { ...values, silence }, NOW).rules?.rotation_due?.silencedUntil;
  expect([sent('keep'), sent('none'), sent('7')]).toEqual([undefined, null, '2026-03-08T00:00:00.000Z']);
  expect(valuesOf('rotation_due', silenced, NOW + 2 * 86_400_000).silence).toBe('none');
});
