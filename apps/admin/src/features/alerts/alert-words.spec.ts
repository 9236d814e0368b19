import { ALERT_KINDS, type AlertKind } from '@latchkey/vocabulary';
import type { AlertCauseView, AlertView } from '../../shared/api/model';
import { adviceFor, causeSentence, KIND_WORDS } from './alert-words';

const AT = '2026-03-02T12:00:00.000Z';

const CAUSES: Readonly<Record<AlertKind, AlertCauseView>> = {
  quota_used: { meter: 'quota', percent: 80, used: 8000, limit: 10000, periodEndsAt: AT },
  key_expiring: { expiresWithinDays: 7, expiresAt: AT },
  rotation_due: { afterDays: 90, dueSince: AT },
  new_network: { network: '203.0.113.0/24', firstSeenAt: AT },
  used_after_silence: { usedAt: AT, silentSince: AT },
  refusals_spiking: { count: 312, windowMs: 3_600_000, usual: 10, threshold: 50 },
  requests_spiking: { count: 4200, windowMs: 3_600_000, usual: 400.5, threshold: 1201.5 },
};

const alert = (kind: AlertKind, more: Partial<AlertView> = {}): AlertView => ({
  id: 'alr_1',
  workspaceId: 'ws_1',
  kind,
  keyId: 'key_1',
  state: 'firing',
  cause: CAUSES[kind],
  firedAt: AT,
  resolvedAt: null,
  silenced: null,
  toldBy: [],
  ...more,
});

test.each<[AlertKind, readonly string[]]>([
  ['quota_used', ['80 % of the quota of this key is used', '8,000 of 10,000', '2 Mar 2026']],
  ['key_expiring', ['7 days or less', '2 Mar 2026']],
  ['rotation_due', ['90 days', 'since 2 Mar 2026']],
  ['new_network', ['203.0.113.0/24', '2 Mar 2026']],
  ['used_after_silence', ['for the first time since 2 Mar 2026']],
  ['refusals_spiking', ['312 of its requests were refused in an hour', 'usually have 10', 'more than 50']],
  ['requests_spiking', ['4,200 requests in an hour', 'usually have 400.5', 'more than 1,201.5']],
])('%s is explained with its figures', (kind, parts) => {
  const sentence = causeSentence(alert(kind));
  for (const part of parts) expect(sentence).toContain(part);
});

test('a limit that is used up is not told in percent, and a single day is one', () => {
  const cause = { meter: 'messages_per_month', percent: 100, used: 5, limit: 5, periodEndsAt: AT } as const;
  expect(causeSentence(alert('quota_used', { cause }))).toContain('All of the messages of the month is used: 5 of 5');
  expect(causeSentence(alert('key_expiring', { cause: { expiresWithinDays: 1, expiresAt: AT } }))).toContain(
    'in 1 day or',
  );
});

test('no explanation has a hole in it where the server told less', () => {
  for (const kind of ALERT_KINDS)
    expect(causeSentence(alert(kind, { cause: {} }))).not.toMatch(/undefined|NaN|Invalid/);
});

test('every kind has a title, and says what to do and where', () => {
  for (const kind of ALERT_KINDS) {
    expect(KIND_WORDS[kind].title).not.toBe('');
    const { text, ways } = adviceFor(alert(kind));
    expect(text).not.toBe('');
    expect(ways[0]?.to).toBe('/w/ws_1/settings/api-keys/key_1');
  }
});

test('what the whole workspace shares leads to its plan, and to no key', () => {
  const { ways } = adviceFor(alert('quota_used', { keyId: null, cause: { meter: 'daily_limit' } }));
  expect(ways.map(({ to }) => to)).toEqual(['/w/ws_1/usage', '/w/ws_1/settings/plan']);
});
