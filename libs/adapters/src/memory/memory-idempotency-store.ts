import {
  type Claim,
  type ClaimAttempt,
  type ClaimOutcome,
  DomainError,
  type IdempotencyStore,
  type RecordedRequest,
  type RequestName,
  type StoredAnswer,
} from '@latchkey/domain';
import type { TableAccess } from './table-access.js';
import type { Tables } from './tables.js';

export class MemoryIdempotencyStore implements IdempotencyStore {
  constructor(private readonly access: TableAccess) {}

  claim({ scope, id, digest, token, expiresAtMs }: ClaimAttempt, nowMs: number): Promise<ClaimOutcome> {
    return this.access.write((tables) => {
      const there = requestIn(tables, { scope, id });
      const former = there !== null && there.expiresAtMs > nowMs ? there : null;
      if (former !== null && former.digest !== digest) return { kind: 'mismatch' };
      if (former !== null && former.answer !== null) return { kind: 'answered', answer: former.answer };
      const resultId = former?.resultId ?? null;
      put(tables, { scope, id, digest, token, resultId, answer: null, expiresAtMs });
      return { kind: 'claimed', claim: { scope, id, token, resultId } };
    });
  }

  note(claim: Claim, resultId: string): Promise<void> {
    return this.access.write((tables) => {
      const request = heldBy(tables, claim);
      if (request === null || request.resultId !== null) {
        throw new DomainError('idempotency_running', 'A repetition of this request has taken over.');
      }
      put(tables, { ...request, resultId });
    });
  }

  answer(claim: Claim, answer: StoredAnswer): Promise<void> {
    return this.access.write((tables) => {
      const request = heldBy(tables, claim);
      if (request !== null) put(tables, { ...request, answer });
    });
  }

  release(claim: Claim): Promise<void> {
    return this.access.write((tables) => {
      const request = heldBy(tables, claim);
      if (request !== null && request.resultId === null) tables.requests.remove(rowId(claim));
    });
  }

  sweep(nowMs: number, countMax: number): Promise<number> {
    return this.access.write(({ requests }) => {
      const expired = [...requests.all()].filter(({ request }) => request.expiresAtMs <= nowMs).slice(0, countMax);
      for (const { id } of expired) requests.remove(id);
      return expired.length;
    });
  }
}

const rowId = ({ scope, id }: RequestName): string => `${scope} ${id}`;

const requestIn = ({ requests }: Tables, name: RequestName): RecordedRequest | null =>
  requests.get(rowId(name))?.request ?? null;

function heldBy(tables: Tables, claim: Claim): RecordedRequest | null {
  const request = requestIn(tables, claim);
  return request?.token === claim.token ? request : null;
}

const put = ({ requests }: Tables, request: RecordedRequest): void => requests.replace({ id: rowId(request), request });
