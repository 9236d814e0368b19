import {
  type Claim,
  type ClaimAttempt,
  type ClaimOutcome,
  DomainError,
  type IdempotencyStore,
  type StoredAnswer,
} from '@latchkey/domain';
import type { EntityManager } from 'typeorm';
import { toDate } from '../mappers/instants.js';
import type { Statements } from '../statements.js';

/**
 * Absent, expired, or left without an answer by an attempt at the same: then the row is the attempt's. An expired one is
 * begun anew; of one that was left behind, what it has created stays.
 */
const CLAIM = `
  INSERT INTO idempotent_requests AS held (scope, id, digest, token, expires_at)
  VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (scope, id) DO UPDATE SET
    digest = EXCLUDED.digest,
    token = EXCLUDED.token,
    expires_at = EXCLUDED.expires_at,
    result_id = CASE WHEN held.expires_at > $6 THEN held.result_id END,
    answer_status = NULL,
    answer_type = NULL,
    answer_body = NULL
  WHERE held.expires_at <= $6 OR (held.answer_status IS NULL AND held.digest = EXCLUDED.digest)
  RETURNING result_id`;

const HELD = `
  SELECT digest = $3 AS same, answer_status AS status, answer_type AS "contentType", answer_body AS body
  FROM idempotent_requests WHERE scope = $1 AND id = $2`;

/** Rows that somebody is claiming at this moment are left alone. */
const SWEEP = `
  WITH expired AS (
    SELECT scope, id FROM idempotent_requests WHERE expires_at <= $1
    ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED
  ), swept AS (
    DELETE FROM idempotent_requests USING expired
    WHERE idempotent_requests.scope = expired.scope AND idempotent_requests.id = expired.id
    RETURNING 1
  )
  SELECT count(*)::int AS count FROM swept`;

type HeldRow = { readonly same: boolean } & (StoredAnswer | { readonly status: null });

export class PgIdempotencyStore implements IdempotencyStore {
  constructor(private readonly statements: Statements) {}

  claim(attempt: ClaimAttempt, nowMs: number): Promise<ClaimOutcome> {
    return this.statements.run(async (manager) => {
      for (;;) {
        const outcome = (await claimed(manager, attempt, nowMs)) ?? (await held(manager, attempt));
        // What stood in the way a moment ago may be gone by the second look: given back, swept, or left behind.
        if (outcome !== null) return outcome;
      }
    });
  }

  /** The row stays locked until the transaction ends, so that an attempt to take the claim over waits for its end. */
  note({ scope, id, token }: Claim, resultId: string): Promise<void> {
    return this.statements.run(async (manager) => {
      const rows = await manager.query<object[]>(
        `WITH noted AS (
           UPDATE idempotent_requests SET result_id = $4
           WHERE scope = $1 AND id = $2 AND token = $3 AND result_id IS NULL RETURNING 1
         ) SELECT FROM noted`,
        [scope, id, token, resultId],
      );
      if (rows.length === 0)
        throw new DomainError('idempotency_running', 'A repetition of this request has taken over.');
    });
  }

  answer({ scope, id, token }: Claim, { status, contentType, body }: StoredAnswer): Promise<void> {
    return this.statements.run(async (manager) => {
      await manager.query(
        `UPDATE idempotent_requests SET answer_status = $4, answer_type = $5, answer_body = $6
         WHERE scope = $1 AND id = $2 AND token = $3`,
        [scope, id, token, status, contentType, body],
      );
    });
  }

  release({ scope, id, token }: Claim): Promise<void> {
    return this.statements.run(async (manager) => {
      await manager.query(
        'DELETE FROM idempotent_requests WHERE scope = $1 AND id = $2 AND token = $3 AND result_id IS NULL',
        [scope, id, token],
      );
    });
  }

  sweep(nowMs: number, countMax: number): Promise<number> {
    return this.statements.run(async (manager) => {
      const [row] = await manager.query<{ count: number }[]>(SWEEP, [toDate(nowMs), countMax]);
      return row?.count ?? 0;
    });
  }
}

async function claimed(
  manager: EntityManager,
  { scope, id, token, ...attempt }: ClaimAttempt,
  nowMs: number,
): Promise<ClaimOutcome | null> {
  const values = [scope, id, bytes(attempt.digest), token, toDate(attempt.expiresAtMs), toDate(nowMs)];
  const [row] = await manager.query<{ result_id: string | null }[]>(CLAIM, values);
  return row === undefined ? null : { kind: 'claimed', claim: { scope, id, token, resultId: row.result_id } };
}

async function held(manager: EntityManager, { scope, id, digest }: ClaimAttempt): Promise<ClaimOutcome | null> {
  const [row] = await manager.query<HeldRow[]>(HELD, [scope, id, bytes(digest)]);
  if (row === undefined) return null;
  const { same, ...answer } = row;
  if (!same) return { kind: 'mismatch' };
  return answer.status === null ? null : { kind: 'answered', answer };
}

const bytes = (digest: string): Buffer => Buffer.from(digest, 'hex');
