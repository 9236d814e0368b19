import { attentionOf } from './attention';

const NOW = Date.parse('2026-03-17T12:00:00Z');
const inDays = (days: number) => new Date(NOW + days * 86_400_000).toISOString();

const key = (id: string, more: Partial<Parameters<typeof attentionOf>[0][number]> = {}) => ({
  id,
  createdAt: inDays(-200),
  expiresAt: null,
  lastUsedAt: inDays(-1),
  replacedBy: null,
  ...more,
});

const rotationDue = (keyId: string, silenced: { until: string | null } | null = null) => ({
  kind: 'rotation_due' as const,
  keyId,
  cause: { dueSince: inDays(-3) },
  firedAt: inDays(-3),
  silenced,
});

const wants = (...input: Parameters<typeof attentionOf>) =>
  attentionOf(...input).map(({ keyId, want }) => [keyId, want]);

it('leaves keys alone that are used and far from their end', () =>
  expect(attentionOf([key('a', { expiresAt: inDays(40) }), key('b')], [], NOW)).toEqual([]));

it('puts what ends first before what merely lies idle', () =>
  expect(
    wants(
      [
        key('idle', { lastUsedAt: inDays(-61) }),
        key('later', { expiresAt: inDays(20) }),
        key('soon', { expiresAt: inDays(2) }),
        key('never', { lastUsedAt: null, createdAt: inDays(-15) }),
        key('new', { lastUsedAt: null, createdAt: inDays(-13) }),
      ],
      [],
      NOW,
    ),
  ).toEqual([
    ['soon', 'expiring'],
    ['later', 'expiring'],
    ['idle', 'silent'],
    ['never', 'never_used'],
  ]));

it('knows from alerts of keys that are not on the list', () =>
  expect(wants([], [rotationDue('far')], NOW)).toEqual([['far', 'rotation_due']]));

it('names a key once, for what is most urgent', () =>
  expect(wants([key('a', { expiresAt: inDays(2) })], [rotationDue('a')], NOW)).toEqual([['a', 'expiring']]));

it('says nothing of what was silenced, or is being replaced', () =>
  expect(
    wants([key('a', { expiresAt: inDays(2), replacedBy: 'b' })], [rotationDue('c', { until: null })], NOW),
  ).toEqual([]));
