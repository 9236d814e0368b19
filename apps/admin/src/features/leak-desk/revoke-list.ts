import type { DeskRevocationView } from '../../shared/api/model';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';
import type { caseOf } from './case-fields';
import type { ListedKey } from './key-list-text';

/** Few enough that progress is seen. The server takes more, but answers when it is through with all of them. */
const KEYS_PER_REQUEST = 10;

export interface ListedResult extends ListedKey {
  readonly result: DeskRevocationView;
}

/** What one request can carry: keys that are told by the same thing. */
export function batchesOf(keys: readonly ListedKey[], sizeMax = KEYS_PER_REQUEST): ListedKey[][] {
  const batches: ListedKey[][] = [];
  for (const by of ['keyId', 'sha256'] as const) {
    const alike = keys.filter((key) => key.by === by);
    for (let from = 0; from < alike.length; from += sizeMax) batches.push(alike.slice(from, from + sizeMax));
  }
  return batches;
}

export async function revokeBatch(
  batch: readonly ListedKey[],
  case_: ReturnType<typeof caseOf>,
): Promise<ListedResult[]> {
  const values = batch.map(({ value }) => value);
  const which = batch[0]?.by === 'keyId' ? { keyIds: values } : { sha256s: values };
  const { data } = await answered(api.POST('/v1/support/revocations', { body: { ...which, ...case_ } }));
  return batch.map((key, place) => {
    const result = data[place];
    if (result === undefined) throw new Error('The server answered for fewer keys than it was asked about.');
    return { ...key, result };
  });
}
