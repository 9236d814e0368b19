import { handoverStage } from './handover';

const NOW = Date.parse('2026-06-01T12:00:00.000Z');
const MINUTE_AGO = '2026-06-01T11:59:00.000Z';
const HOUR_AGO = '2026-06-01T11:00:00.000Z';

describe('the old key is called safe to revoke', () => {
  it.each([
    ['not before anybody calls with the new one', null, null, 'waiting'],
    ['not however long the old one is silent, before that', HOUR_AGO, null, 'waiting'],
    ['not while somebody calls with the old one', MINUTE_AGO, MINUTE_AGO, 'moving'],
    ['once the old one is silent for an hour', HOUR_AGO, MINUTE_AGO, 'silent'],
    ['where it was never used at all', null, MINUTE_AGO, 'silent'],
  ] as const)('%s', (_, oldUsedAt, newUsedAt, stage) =>
    expect(handoverStage({ oldState: 'active', oldUsedAt, newUsedAt }, NOW)).toBe(stage),
  );

  it.each(['revoked', 'expired', 'disabled'] as const)(
    'there is nothing to hand over from a key that is %s',
    (oldState) => expect(handoverStage({ oldState, oldUsedAt: MINUTE_AGO, newUsedAt: MINUTE_AGO }, NOW)).toBe('over'),
  );
});
