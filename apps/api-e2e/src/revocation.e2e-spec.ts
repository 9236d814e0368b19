import { Hammer } from './hammer.js';
import { Server, WITH_OPERATOR } from './server.js';
import {
  defineApi,
  defineWorkspace,
  issueKey,
  type IssuedKeyJson,
  pathOf,
  planNamed,
  revoke,
  statusWith,
  type Tenancy,
  tenancyOn,
} from './tenancy.js';

const HANDS = 8;
const ROUNDS = 25;

describe('a revocation is over when the answer comes back', () => {
  let tenancy: Tenancy;

  beforeAll(async () => {
    tenancy = await tenancyOn(await Server.start(WITH_OPERATOR));
  });

  const newKey = (): Promise<IssuedKeyJson> => issueKey(tenancy.operator, tenancy.workspace);

  /** Under load, `change` is answered at some moment; the statuses of all calls that began after it. */
  async function statusesAfter(
    key: IssuedKeyJson,
    change: () => Promise<unknown>,
    { warm }: { warm: boolean },
  ): Promise<{ before: number; after: Set<number> }> {
    const hammer = new Hammer(tenancy.server.http.bearer(key.secret), HANDS);
    if (warm) await hammer.more(HANDS * 2);
    await change();
    const answeredAtMs = performance.now();
    await hammer.more(HANDS * 2);
    const calls = await hammer.stop();
    return {
      before: calls.filter(({ startedAtMs, status }) => startedAtMs < answeredAtMs && status === 200).length,
      after: new Set(calls.filter(({ startedAtMs }) => startedAtMs >= answeredAtMs).map(({ status }) => status)),
    };
  }

  it('no call that starts after the answer is accepted, while the key is in constant use', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const key = await newKey();
      const { before, after } = await statusesAfter(key, () => revoke(tenancy.operator, key), { warm: true });
      expect(before).toBeGreaterThan(0);
      expect([...after]).toEqual([401]);
    }
  });

  it('nor when the first use of the key and its revocation fall together', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const key = await newKey();
      const { after } = await statusesAfter(key, () => revoke(tenancy.operator, key), { warm: false });
      expect([...after]).toEqual([401]);
    }
  });

  it('of two revocations at once, the one that is answered first already holds', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const key = await newKey();
      const eitherOfTwo = () => Promise.race([revoke(tenancy.operator, key), revoke(tenancy.operator, key)]);
      const { after } = await statusesAfter(key, eitherOfTwo, { warm: round % 2 === 0 });
      expect([...after]).toEqual([401]);
    }
  });

  it('disabling holds at once, and enabling restores at once', async () => {
    const key = await newKey();
    const pause = (direction: string) => async () =>
      (await tenancy.operator.post(`${pathOf(key)}/${direction}`)).expect(200);
    for (let round = 0; round < ROUNDS; round++) {
      const warm = { warm: true };
      expect([...(await statusesAfter(key, pause('disable'), warm)).after]).toEqual([401]);
      expect([...(await statusesAfter(key, pause('enable'), warm)).after]).toEqual([200]);
    }
  });

  it('suspending a workspace stops all of its keys at once, and lifting that restores them', async () => {
    const keys = await Promise.all([newKey(), newKey(), newKey()]);
    const suspend = async (suspended: boolean) =>
      (await tenancy.operator.patch(`/v1/workspaces/${tenancy.workspace.id}`, { suspended })).expect(200);
    for (let round = 0; round < ROUNDS; round++) {
      for (const [suspended, status] of [
        [true, 403],
        [false, 200],
      ] as const) {
        const hammers = keys.map(({ secret }) => new Hammer(tenancy.server.http.bearer(secret), 3));
        await Promise.all(hammers.map((hammer) => hammer.more(3)));
        await suspend(suspended);
        const answeredAtMs = performance.now();
        await Promise.all(hammers.map((hammer) => hammer.more(6)));
        const calls = (await Promise.all(hammers.map((hammer) => hammer.stop()))).flat();
        const after = calls.filter(({ startedAtMs }) => startedAtMs >= answeredAtMs);
        expect([...new Set(after.map((call) => call.status))]).toEqual([status]);
      }
    }
  });

  it('a change of plan that takes the API away holds at once', async () => {
    const { operator, server } = tenancy;
    const api = await defineApi(operator, 'paid', 'waping');
    const [free, starter] = [await planNamed(operator, api, 'free'), await planNamed(operator, api, 'starter')];
    const workspace = await defineWorkspace(operator, api, 'Paid', starter);
    const { secret } = await issueKey(operator, workspace);
    const change = async (planId: string) =>
      (await operator.patch(`/v1/workspaces/${workspace.id}`, { planId, acceptExcess: true })).expect(200);
    const host = { host: 'paid.localhost' };
    for (let round = 0; round < ROUNDS; round++) {
      expect(await statusWith(server, secret, host)).toBe(200);
      await change(free);
      expect(await statusWith(server, secret, host)).toBe(403);
      await change(starter);
    }
  });

  it('keys that were issued at once are all different, and all work', async () => {
    const keys = await Promise.all(Array.from({ length: 40 }, newKey));
    expect(new Set(keys.map(({ secret }) => secret)).size).toBe(40);
    expect(new Set(keys.map(({ id }) => id)).size).toBe(40);
    const statuses = await Promise.all(keys.map(({ secret }) => statusWith(tenancy.server, secret)));
    expect(new Set(statuses)).toEqual(new Set([200]));
  });
});
