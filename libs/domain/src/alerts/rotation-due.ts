import { type ApiKey, keyState } from '../key/api-key.js';
import type { RulesByKind } from './alert-rules.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A successor is a key of its own, so this counts from the last rotation. */
export const rotationDueAtMs = ({ createdAtMs }: ApiKey, afterDays: number): number => createdAtMs + afterDays * DAY_MS;

/** One that is disabled opens nothing, and one that was replaced, or is to be revoked, is on its way out. */
export function isRotationDue(
  key: ApiKey,
  { enabled, afterDays }: RulesByKind['rotation_due'],
  nowMs: number,
): boolean {
  if (!enabled || key.replacement !== null || key.revocation !== null) return false;
  return keyState(key, nowMs) === 'active' && rotationDueAtMs(key, afterDays) <= nowMs;
}
