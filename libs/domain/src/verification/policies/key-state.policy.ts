import { type ApiKey, keyState } from '../../key/api-key.js';
import { isOverlapOver } from '../../key/replacement.js';
import { deny } from '../decision.js';
import type { Policy } from './policy.js';

export const keyIsActive: Policy = (_request, record, nowMs) => {
  const state = keyState(record.key, nowMs);
  switch (state) {
    case 'active':
      return null;
    case 'revoked':
      return deny('key_revoked', record);
    case 'disabled':
      return deny('key_disabled', record);
    case 'expired':
      return deny('key_expired', record, [], hasGivenWay(record.key, nowMs) ? 'overlap_over' : 'own_expiry');
  }
};

const hasGivenWay = ({ replacement }: ApiKey, nowMs: number): boolean =>
  replacement !== null && isOverlapOver(replacement, nowMs);
