import type { AuditSeal } from '../ports/audit-seal.port.js';
import { chained, CHAIN_START, doubted, newHead, sealedHead } from './audit-chain.js';
import type { AuditEntry } from './audit-entry.js';
import { removable, step, verdict, walkFrom } from './verify-chain.js';

const SEAL: AuditSeal = { seal: (text) => `sealed ${text}` };

const entry = (id: string, atMs: number): AuditEntry => ({
  id,
  atMs,
  actor: { kind: 'user', id: 'usr_1' },
  onBehalfOf: null,
  action: 'key.created',
  workspaceId: 'ws_1',
  targetId: 'key_1',
  before: null,
  after: null,
  reason: null,
  address: null,
  requestId: null,
});

const { head, entries } = chained(newHead('ws_1', 0), [entry('a', 1), entry('b', 2), entry('c', 3)], SEAL);

const walkOf = (some: typeof entries) => some.reduce((walk, each) => step(walk, each, SEAL), walkFrom(CHAIN_START));
const endOf = (end = head) => ({ head: end, unchained: 0, headCount: null });

test('a chain verifies to its end', () => {
  const walk = walkOf(entries);
  expect(walk).toEqual({ last: { sequence: 3, hash: head.hash }, entries: 3, broken: null });
  expect(verdict(walk, endOf(), SEAL)).toBeNull();
});

test('the first thing that is wrong is named', () => {
  const without = (id: string) => entries.filter((each) => each.id !== id);
  expect(walkOf(without('b')).broken).toEqual({ sequence: 2, id: null, why: 'missing' });
  expect(verdict(walkOf(without('c')), endOf(), SEAL)).toEqual({ sequence: 3, id: null, why: 'missing' });
  expect(verdict(walkOf(entries), endOf({ ...head, sequence: 2 }), SEAL)?.why).toBe('head_changed');
  expect(verdict(walkOf(entries), endOf(sealedHead(doubted(head, null), SEAL)), SEAL)).toMatchObject({
    sequence: 4,
    why: 'head_replaced',
  });
  expect(verdict(walkOf(entries), { head: null, unchained: 0, headCount: null }, SEAL)?.why).toBe('head_missing');
  expect(verdict(walkOf(entries), { ...endOf(), unchained: 1 }, SEAL)?.why).toBe('unchained_changed');
  expect(verdict(walkOf(entries), { ...endOf(), headCount: 1 }, SEAL)?.why).toBe('chain_missing');
});

test('what may go is old, verifies, and has nothing before it that stays', () => {
  expect(removable(head, entries, 3, SEAL)).toEqual({ sequence: 2, hash: entries[1]?.hash });
  expect(removable(head, entries, 1, SEAL)).toBeNull();
  const changed = entries.map((each) => (each.id === 'b' ? { ...each, reason: 'x' } : each));
  expect(removable(head, changed, 9, SEAL)).toEqual({ sequence: 1, hash: entries[0]?.hash });
  expect(removable({ ...head, seal: '' }, entries, 9, SEAL)).toBeNull();
});
