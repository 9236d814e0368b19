import { deny } from '../decision.js';
import type { Policy } from './policy.js';

/** A key of another API is as good as unknown: nobody learns that it opens something elsewhere. */
export const belongsToApi: Policy = (request, record) =>
  request.apiId === null || record.key.apiId === request.apiId ? null : deny('key_unknown', null);
