import type { LookUpKeysRequest, RevokeKeysAtDeskRequest } from '@latchkey/contracts';
import { InvalidFieldError, type SoughtKey } from '@latchkey/domain';

/** @throws InvalidFieldError where not exactly one is given */
export function soughtKey({ sha256, start, keyId }: LookUpKeysRequest): SoughtKey {
  assertOne({ sha256, start, keyId });
  if (sha256 !== undefined) return bySha256(sha256);
  return start !== undefined ? { by: 'start', start } : byId(keyId ?? '');
}

/** @throws InvalidFieldError where not exactly one is given */
export function soughtKeys({ keyIds, sha256s }: RevokeKeysAtDeskRequest): readonly SoughtKey[] {
  assertOne({ keyIds, sha256s });
  return keyIds?.map(byId) ?? sha256s?.map(bySha256) ?? [];
}

const byId = (keyId: string): SoughtKey => ({ by: 'keyId', keyId });
const bySha256 = (sha256: string): SoughtKey => ({ by: 'sha256', sha256: sha256.toLowerCase() });

/** Names the first where none is given, and the second where there is one too many. */
function assertOne(fields: Readonly<Record<string, unknown>>): void {
  const names = Object.keys(fields);
  const [given, another] = names.filter((name) => fields[name] !== undefined);
  if (given !== undefined && another === undefined) return;
  throw new InvalidFieldError(another ?? names[0] ?? '', `Give exactly one of ${names.join(', ')}.`);
}
