import type { AuditChainView } from '../../shared/api/model';
import { verifyChains } from './verify-chains';

const hash = '0'.repeat(64);
const chain = (workspaceId: string | null, entries: number, more: Partial<AuditChainView> = {}): AuditChainView => ({
  workspaceId,
  verified: true,
  verifiedThrough: entries,
  entries,
  head: { sequence: entries, hash },
  checkpoint: { sequence: 0, hash },
  unchained: 0,
  firstBroken: null,
  ...more,
});

test('a long chain is one, however often it was looked at, and progress is told in between', async () => {
  const head = { sequence: 12, hash };
  const looks = [
    { chains: [chain('ws', 10, { verified: false, head })], nextCursor: 'more' },
    { chains: [chain('ws', 2, { verifiedThrough: 12, head })], nextCursor: null },
  ];
  const asked: (string | null)[] = [];
  const told: unknown[] = [];
  const found = await verifyChains(
    async (cursor) => {
      asked.push(cursor);
      return looks[asked.length - 1] ?? { chains: [], nextCursor: null };
    },
    (progress) => told.push(progress),
  );
  expect(asked).toEqual([null, 'more']);
  expect(told).toEqual([{ entries: 10, of: 12 }]);
  expect(found.chains).toEqual([chain('ws', 12, { head })]);
  expect(found.entries).toBe(12);
});

test('of all chains each is told of once, the broken one as well', async () => {
  const broken = chain('b', 3, { verified: false, firstBroken: { sequence: 4, id: null, why: 'missing' } });
  const looks = [
    { chains: [chain(null, 5), chain('a', 2, { verified: false })], nextCursor: 'more' },
    { chains: [chain('a', 1, { verifiedThrough: 3 }), broken], nextCursor: null },
  ];
  let place = 0;
  const { chains } = await verifyChains(
    async () => looks[place++] ?? { chains: [], nextCursor: null },
    () => undefined,
  );
  expect(chains.map(({ workspaceId, entries }) => [workspaceId, entries])).toEqual([
    [null, 5],
    ['a', 3],
    ['b', 3],
  ]);
});
