import { SYSTEM } from '../audit/actor.js';
import type { ApiKey } from './api-key.js';
import { keyState } from './api-key.js';
import { aRecord } from '../verification/policies/a-record.fixture.js';
import { startedOverlap } from './replacement.js';

const NOW_MS = Date.UTC(2026, 0, 31);

const { key } = aRecord();

const revokedAt = (atMs: number, decidedAtMs: number): ApiKey => ({
  ...key,
  revocation: { atMs, decidedAtMs, reason: 'unused', note: null, by: SYSTEM },
});

test('a scheduled revocation is in force from its very millisecond', () => {
  const scheduled = revokedAt(NOW_MS, NOW_MS - 1000);
  expect(keyState(scheduled, NOW_MS - 1)).toBe('active');
  expect(keyState(scheduled, NOW_MS)).toBe('revoked');
});

test('a revocation that was to be at once survives a clock that is set back', () => {
  expect(keyState(revokedAt(NOW_MS, NOW_MS), NOW_MS - 60_000)).toBe('revoked');
});

test('a revocation that lies ahead hides neither a pause nor an expiry', () => {
  const scheduled = revokedAt(NOW_MS + 1, NOW_MS - 1000);
  expect(keyState({ ...scheduled, disabledAtMs: NOW_MS }, NOW_MS)).toBe('disabled');
  expect(keyState({ ...scheduled, expiresAtMs: NOW_MS }, NOW_MS)).toBe('expired');
});

test('a predecessor is expired from the end of its overlap, or from its own expiry', () => {
  const replacement = { byId: 'key_2', overlapMs: 10, overlapEndsAtMs: NOW_MS };
  expect(keyState({ ...key, replacement }, NOW_MS - 1)).toBe('active');
  expect(keyState({ ...key, replacement }, NOW_MS)).toBe('expired');
  expect(keyState({ ...key, replacement, expiresAtMs: NOW_MS - 5 }, NOW_MS - 5)).toBe('expired');
});

test('an overlap that waits for the first use goes on waiting', () => {
  const replacement = { byId: 'key_2', overlapMs: 0, overlapEndsAtMs: null };
  expect(keyState({ ...key, replacement }, Number.MAX_SAFE_INTEGER)).toBe('active');
});

test('no overlap is over at once, also on a clock that is behind', () => {
  const replacement = startedOverlap({ byId: 'key_2', overlapMs: 0, overlapEndsAtMs: null }, null, NOW_MS);
  expect(keyState({ ...key, replacement }, NOW_MS - 60_000)).toBe('expired');
});

test('an overlap never ends after the expiry', () => {
  const waiting = { byId: 'key_2', overlapMs: 1000, overlapEndsAtMs: null };
  expect(startedOverlap(waiting, NOW_MS + 10, NOW_MS).overlapEndsAtMs).toBe(NOW_MS + 10);
  expect(startedOverlap(waiting, NOW_MS + 2000, NOW_MS).overlapEndsAtMs).toBe(NOW_MS + 1000);
  expect(startedOverlap(waiting, null, NOW_MS).overlapEndsAtMs).toBe(NOW_MS + 1000);
});
