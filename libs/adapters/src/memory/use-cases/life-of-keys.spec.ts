import fc from 'fast-check';
import { DomainError, keyState } from '@latchkey/domain';
import { KEY_STATES, PERIODS } from '@latchkey/vocabulary';
import { aCaller } from './a-tenant.fixture.js';
import { aRotation } from './a-rotation.fixture.js';
import { DAY_MS, LifeOfKeys, WINDOW_MS } from './life-of-keys.model.js';

/** `npm run test:nightly` has time for 10,000. */
const SEQUENCES = Number(process.env['SEQUENCES'] ?? 500);

jest.setTimeout(60_000 + SEQUENCES * 60);

/** Few and small, so that ends and uses fall together on one millisecond. */
const spans = fc.integer({ min: 0, max: 6 });
/** A part of a window, all of it, and what takes the day or the month with it. */
const steps = fc.constantFrom(WINDOW_MS / 6, WINDOW_MS / 2, WINDOW_MS, DAY_MS / 2, DAY_MS, 31 * DAY_MS);
const limits = fc.integer({ min: 1, max: 6 });
/** Taken modulo the number of keys there are. */
const which = fc.nat(99);

const commands = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('issue' as const), lifeMs: fc.option(fc.nat(40), { freq: 2 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('rotate' as const), which, overlapMs: spans, waits: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancelOverlap' as const), which }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('revoke' as const),
      which,
      inMs: fc.option(fc.integer({ min: -1, max: 6 })),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancelRevocation' as const), which }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('pause' as const), which, disabled: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.oneof(spans, steps) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('limitRate' as const), which, limit: fc.option(limits, { freq: 3 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('limitUse' as const),
      which,
      quota: fc.option(fc.record({ limit: limits, period: fc.constantFrom(...PERIODS) }), { freq: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('limitDay' as const), limit: fc.option(limits, { freq: 3 }) }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('request' as const), which, times: fc.integer({ min: 1, max: 3 }) }),
  },
);
type Command = typeof commands extends fc.Arbitrary<infer T> ? T : never;

/** The use cases under test beside the model, told the same things. */
async function bothWorlds() {
  const world = await aRotation();
  const model = new LifeOfKeys();
  const issued: { id: string; secret: string }[] = [];
  const caller = aCaller();
  const { clock, workspace, database, issueKey, rotateKey, revokeKey, pauseKey, updateKey, updateWorkspace } = world;
  const pick = (index: number) => {
    const chosen = index % issued.length;
    const { id, secret } = issued[chosen]!;
    return { chosen, secret, address: { workspaceId: workspace.id, keyId: id } };
  };
  const keep = ({ key: { id }, secret }: { key: { id: string }; secret: string }) => void issued.push({ id, secret });

  async function issue(lifeMs: number | null): Promise<void> {
    const expiresAtMs = lifeMs === null ? null : clock.nowMs() + lifeMs + 1;
    model.issue(expiresAtMs);
    keep(await issueKey.execute(caller, { workspaceId: workspace.id, label: 'key', expiresAtMs }));
  }

  async function limitDay(limit: number | null): Promise<void> {
    model.dailyLimit = limit;
    await updateWorkspace.execute(caller, {
      workspaceId: workspace.id,
      overrides: { dailyLimit: limit },
      acceptExcess: true,
    });
  }

  async function follow(command: Exclude<Command, { kind: 'issue' | 'pass' | 'limitDay' }>): Promise<void> {
    const nowMs = clock.nowMs();
    const { chosen, secret, address } = pick(command.which);
    switch (command.kind) {
      case 'request': {
        const expected = Array.from({ length: command.times }, () => model.request(chosen, nowMs));
        const outcomes = await Promise.all(expected.map(() => world.outcome(secret)));
        // Who is first of those who come at once is nobody's promise.
        expect(outcomes.sort()).toEqual(expected.sort());
        return;
      }
      case 'rotate': {
        const { overlapMs, waits } = command;
        const overlapStarts = waits ? 'first_use' : 'now';
        const rotation = rotateKey.execute(caller, { ...address, overlapMs, overlapStarts }).then(keep);
        expect(await codeOf(rotation)).toBe(model.rotate(chosen, overlapMs, waits, nowMs));
        return;
      }
      case 'cancelOverlap':
        expect(await codeOf(rotateKey.cancel(caller, address))).toBe(model.cancelOverlap(chosen, nowMs));
        return;
      case 'revoke': {
        const atMs = command.inMs === null ? null : nowMs + command.inMs;
        const revocation = { ...address, reason: 'policy', ...(atMs !== null && { atMs }) } as const;
        expect(await codeOf(revokeKey.execute(caller, revocation))).toBe(model.revoke(chosen, atMs, nowMs));
        return;
      }
      case 'cancelRevocation':
        expect(await codeOf(revokeKey.cancel(caller, address))).toBe(model.cancelRevocation(chosen, nowMs));
        return;
      case 'limitRate': {
        const rateLimit = command.limit === null ? null : { limit: command.limit, windowMs: WINDOW_MS };
        model.keys[chosen]!.rateLimit = command.limit;
        await updateKey.execute(caller, { ...address, rateLimit });
        return;
      }
      case 'limitUse': {
        const { quota } = command;
        model.keys[chosen]!.quota = quota;
        await updateKey.execute(caller, { ...address, quota });
        return;
      }
      case 'pause': {
        const paused = command.disabled ? pauseKey.disable(caller, address) : pauseKey.enable(caller, address);
        expect(await codeOf(paused)).toBe(model.pause(chosen, command.disabled, nowMs));
      }
    }
  }

  /** Every key is listed under exactly the state that it has. */
  async function listsAgree(): Promise<void> {
    const listed = new Map<string, string>();
    for (const state of KEY_STATES) {
      const page = await database.keys.page({ workspaceId: workspace.id, state }, { limit: 1000 }, clock.nowMs());
      for (const key of page.items) {
        expect(listed.has(key.id)).toBe(false);
        expect(keyState(key, clock.nowMs())).toBe(state);
        listed.set(key.id, state);
      }
    }
    expect(listed.size).toBe(issued.length);
  }

  /** At the end: what each key would be answered now, and after all that was granted for a time has run out. */
  async function settle(): Promise<void> {
    for (const laterMs of [0, 3, 50]) {
      clock.advance(laterMs);
      for (const [index, { secret }] of issued.entries())
        expect(await world.outcome(secret)).toBe(model.request(index, clock.nowMs()));
    }
  }

  return { clock, issue, limitDay, follow, listsAgree, settle };
}

async function codeOf(change: Promise<unknown>): Promise<string | null> {
  try {
    await change;
    return null;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

test('whatever happens to keys, in whatever order, every request is decided as the plain model says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(commands, { minLength: 5, maxLength: 50 }), async (sequence) => {
      const { clock, issue, limitDay, follow, listsAgree, settle } = await bothWorlds();
      await issue(null);
      for (const command of sequence) {
        if (command.kind === 'issue') await issue(command.lifeMs);
        else if (command.kind === 'pass') clock.advance(command.ms);
        else if (command.kind === 'limitDay') await limitDay(command.limit);
        else await follow(command);
      }
      await listsAgree();
      await settle();
    }),
    { numRuns: SEQUENCES },
  );
});
