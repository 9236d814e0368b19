import type { Claim, ClaimAttempt, StoredAnswer } from '@latchkey/domain';
import { aClaimAttempt } from './a-claim-attempt.js';
import { anApi } from './an-api.js';
import { sha256Of } from './an-api-key.js';
import { type MakeDatabase, useDatabase } from './make-database.js';
import { TEST_EPOCH_MS } from './manual-clock.js';

const ANSWER: StoredAnswer = {
  status: 201,
  contentType: 'application/json; charset=utf-8',
  body: '{"text":"✓\\u0000"}',
};

export function idempotencyStoreContract(makeDatabase: MakeDatabase): void {
  describe('idempotency store', () => {
    const db = useDatabase(makeDatabase);
    const store = () => db().idempotency;
    const claim = (attempt: ClaimAttempt, nowMs = TEST_EPOCH_MS) => store().claim(attempt, nowMs);

    async function claimed(attempt: ClaimAttempt, nowMs?: number): Promise<Claim> {
      const outcome = await claim(attempt, nowMs);
      if (outcome.kind !== 'claimed') throw new Error(`Not claimed: ${outcome.kind}.`);
      return outcome.claim;
    }

    const again = (attempt: ClaimAttempt, overrides: Partial<ClaimAttempt> = {}): ClaimAttempt =>
      aClaimAttempt({ scope: attempt.scope, id: attempt.id, digest: attempt.digest, ...overrides });

    it('claims a name that nobody has, and keeps its answer', async () => {
      const attempt = aClaimAttempt();
      const { scope, id, token } = attempt;
      const first = await claimed(attempt);
      expect(first).toEqual({ scope, id, token, resultId: null });
      await store().answer(first, ANSWER);
      expect(await claim(again(attempt))).toEqual({ kind: 'answered', answer: ANSWER });
    });

    it('keeps an answer without a body', async () => {
      const attempt = aClaimAttempt();
      const nothing: StoredAnswer = { status: 204, contentType: null, body: null };
      await store().answer(await claimed(attempt), nothing);
      expect(await claim(again(attempt))).toEqual({ kind: 'answered', answer: nothing });
    });

    it('tells names apart by their scope, and by their case', async () => {
      const attempt = aClaimAttempt({ id: 'order-1' });
      await store().answer(await claimed(attempt), ANSWER);
      await claimed(again(attempt, { scope: 'key_another' }));
      await claimed(again(attempt, { id: 'ORDER-1' }));
    });

    it('refuses a name for something else, answered or not', async () => {
      const attempt = aClaimAttempt();
      const other = again(attempt, { digest: sha256Of('something else') });
      const first = await claimed(attempt);
      expect(await claim(other)).toEqual({ kind: 'mismatch' });
      await store().answer(first, ANSWER);
      expect(await claim(other)).toEqual({ kind: 'mismatch' });
    });

    it('hands over a claim that was left without an answer, with what it has created', async () => {
      const attempt = aClaimAttempt();
      const first = await claimed(attempt);
      const second = await claimed(again(attempt));
      expect(second).toMatchObject({ resultId: null });
      await store().note(second, 'msg_created');
      expect(await claimed(again(attempt))).toMatchObject({ resultId: 'msg_created' });
      expect(second.token).not.toBe(first.token);
    });

    it('lets who has lost a claim neither note, nor answer, nor release', async () => {
      const attempt = aClaimAttempt();
      const lost = await claimed(attempt);
      const holder = await claimed(again(attempt));
      await expect(store().note(lost, 'msg_lost')).rejects.toMatchObject({ code: 'idempotency_running' });
      await store().answer(lost, { ...ANSWER, body: '"lost"' });
      await store().release(lost);
      await store().answer(holder, ANSWER);
      expect(await claim(again(attempt))).toEqual({ kind: 'answered', answer: ANSWER });
    });

    it('notes one result, and undoes the transaction of a second one', async () => {
      const first = await claimed(aClaimAttempt());
      await store().note(first, 'api_first');
      const api = anApi();
      const creation = db().transaction(async (stores) => {
        await stores.apis.insert(api);
        await stores.idempotency.note(first, api.id);
      });
      await expect(creation).rejects.toMatchObject({ code: 'idempotency_running' });
      expect(await db().apis.find(api.id)).toBeNull();
    });

    it('forgets a result whose transaction is undone', async () => {
      const attempt = aClaimAttempt();
      const first = await claimed(attempt);
      const creation = db().transaction(async (stores) => {
        await stores.idempotency.note(first, 'msg_undone');
        throw new Error('no');
      });
      await expect(creation).rejects.toThrow('no');
      expect(await claimed(again(attempt))).toMatchObject({ resultId: null });
    });

    it('gives a released name to whatever comes next', async () => {
      const attempt = aClaimAttempt();
      await store().release(await claimed(attempt));
      await claimed(again(attempt, { digest: sha256Of('something else') }));
    });

    it('does not release what has created something', async () => {
      const attempt = aClaimAttempt();
      const first = await claimed(attempt);
      await store().note(first, 'msg_created');
      await store().release(first);
      expect(await claimed(again(attempt))).toMatchObject({ resultId: 'msg_created' });
    });

    it('waits for a note under way before it releases or hands over', async () => {
      const [released, taken] = [aClaimAttempt(), aClaimAttempt()];
      const [first, second] = [await claimed(released), await claimed(taken)];
      let waiting: readonly [Promise<void>, Promise<Claim>] | undefined;
      await db().transaction(async (stores) => {
        await stores.idempotency.note(first, 'msg_1');
        await stores.idempotency.note(second, 'msg_2');
        waiting = [store().release(first), claimed(again(taken))];
        // Time enough for the two to get through, if nothing held them.
        for (let i = 0; i < 20; i++) await stores.apis.find('api_unknown');
      });
      expect(await waiting?.[1]).toMatchObject({ resultId: 'msg_2' });
      await waiting?.[0];
      expect(await claimed(again(released))).toMatchObject({ resultId: 'msg_1' });
    });

    it('takes what has expired for absent: another request, its result and its answer are nobody’s any more', async () => {
      const attempt = aClaimAttempt();
      const first = await claimed(attempt);
      await store().note(first, 'msg_expired');
      await store().answer(first, ANSWER);
      expect(await claim(again(attempt), attempt.expiresAtMs - 1)).toMatchObject({ kind: 'answered' });
      const later = again(attempt, { digest: sha256Of('else'), expiresAtMs: attempt.expiresAtMs * 2 });
      expect(await claimed(later, attempt.expiresAtMs)).toMatchObject({ token: later.token, resultId: null });
    });

    it('sweeps what has expired, so much at once and nothing else', async () => {
      const [expiresAtMs, laterMs] = [TEST_EPOCH_MS - 1_000, TEST_EPOCH_MS + 1];
      const attempts = [1, 2, 3].map(() => aClaimAttempt({ expiresAtMs }));
      for (const attempt of attempts) await store().answer(await claimed(attempt, expiresAtMs - 1), ANSWER);
      const kept = aClaimAttempt({ expiresAtMs: laterMs });
      await store().answer(await claimed(kept), ANSWER);
      expect(await store().sweep(expiresAtMs - 1, 9)).toBe(0);
      expect([await store().sweep(expiresAtMs, 2), await store().sweep(expiresAtMs, 2)]).toEqual([2, 1]);
      for (const attempt of attempts) await claimed(again(attempt), expiresAtMs - 1);
      expect(await claim(again(kept))).toMatchObject({ kind: 'answered' });
    });

    it('of many that claim a name at the same time leaves it to one', async () => {
      const attempt = aClaimAttempt();
      const claims = await Promise.all(Array.from({ length: 20 }, () => claimed(again(attempt))));
      const noted = await Promise.allSettled(claims.map((each) => store().note(each, each.token)));
      expect(noted.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });
  });
}
