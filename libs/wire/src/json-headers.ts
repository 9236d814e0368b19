import type { Denied } from '@latchkey/domain';
import { retryAfterHeader, retryAfterSecondsOf } from './retry-after.js';
import type { WireProblem } from './wire-profile.js';

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

/** Of a refusal in plain JSON. RFC 9110, section 15.5.2: a 401 names the scheme that would do. */
export const denialHeaders = (denied: Denied, status: number, scheme: 'Bearer' | 'ApiKey'): Record<string, string> => ({
  ...JSON_TYPE,
  ...retryAfterHeader(retryAfterSecondsOf(denied)),
  ...(status === 401 && { 'www-authenticate': scheme }),
});

/** Of a problem in plain JSON. */
export const problemHeaders = ({ retryAfterSeconds }: WireProblem): Record<string, string> => ({
  ...JSON_TYPE,
  ...retryAfterHeader(retryAfterSeconds),
});
