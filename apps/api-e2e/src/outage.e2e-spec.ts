import type { Answer, Http } from './http.js';
import { dumpOf } from './database.js';
import { Server, WITH_OPERATOR } from './server.js';
import {
  issueKey,
  type IssuedKeyJson,
  keysOf,
  pathOf,
  revoke,
  statusWith,
  type Tenancy,
  tenancyOn,
} from './tenancy.js';
import { until } from './until.js';

const ANSWER_WITHIN_MS = 10_000;

interface Timed {
  readonly answer: Answer;
  readonly tookMs: number;
}

describe('while the database is gone', () => {
  let tenancy: Tenancy;
  let key: IssuedKeyJson;

  beforeAll(async () => {
    tenancy = await tenancyOn(await Server.start(WITH_OPERATOR));
    key = await issueKey(tenancy.operator, tenancy.workspace, { scopes: ['admin'] });
  });

  const isBack = (): Promise<boolean> => tenancy.server.http.get('/health/ready').then(({ status }) => status === 200);

  /** Asks until it has been refused for want of the database, and let in again; every answer, and how long it took. */
  async function askThroughOutage(ask: () => Promise<Answer>): Promise<readonly Timed[]> {
    const asked: Timed[] = [];
    await until('the database is back', async () => {
      const startedAtMs = performance.now();
      const answer = await ask();
      asked.push({ answer, tookMs: performance.now() - startedAtMs });
      return asked.some(({ answer: { status } }) => status === 503) && answer.status < 300 && (await isBack());
    });
    return asked;
  }

  it('every kind of request answers 503 with Retry-After, soon, and recovers by itself', async () => {
    const { server, operator, workspace } = tenancy;
    const kinds: Record<string, () => Promise<Answer>> = {
      'a list': () => operator.get(keysOf(workspace)),
      'a new key': () => operator.post(keysOf(workspace), { label: 'x' }),
      'a change': () => operator.patch(pathOf(key), { label: 'renamed' }),
      'the guarded API': () => server.http.bearer(key.secret).get('/v1/devices'),
      readiness: () => server.http.get('/health/ready'),
    };
    const outages = Object.entries(kinds).map(async ([what, ask]) => ({ what, asked: await askThroughOutage(ask) }));
    process.kill(await server.postmaster(), 'SIGKILL');
    for (const { what, asked } of await Promise.all(outages)) {
      const statuses = new Set(asked.map(({ answer }) => (answer.status < 300 ? 'well' : answer.status)));
      expect({ what, statuses }).toEqual({ what, statuses: new Set(['well', 503]) });
      for (const { answer } of asked.filter(({ answer: { status } }) => status === 503)) {
        expect(answer.json()).toMatchObject({ code: 'unavailable', status: 503 });
        expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
        expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
      }
      expect(Math.max(...asked.map(({ tookMs }) => tookMs))).toBeLessThan(ANSWER_WITHIN_MS);
    }
  });

  it('a key that cannot be read is never let in, and liveness does not depend on it', async () => {
    const unread = await issueKey(tenancy.operator, tenancy.workspace);
    await revoke(tenancy.operator, unread);
    const live = new Set<number>();
    const outage = askThroughOutage(async () => {
      live.add((await tenancy.server.http.get('/health/live')).status);
      const answer = await tenancy.server.http.bearer(unread.secret).get('/v1/devices');
      expect([401, 503]).toContain(answer.status);
      return answer.status === 503 ? answer : tenancy.server.http.get('/health/ready');
    });
    process.kill(await tenancy.server.postmaster(), 'SIGKILL');
    await outage;
    expect([...live]).toEqual([200]);
    expect(await statusWith(tenancy.server, unread.secret)).toBe(401);
  });

  it('a death in the middle of many writes loses none that was answered', async () => {
    const answers: Answer[] = [];
    const write = async (): Promise<void> => {
      for (let i = 0; i < 25; i++) {
        answers.push(await tenancy.operator.post(keysOf(tenancy.workspace), { label: `written ${i}` }));
      }
    };
    const writers = Promise.all([write(), write(), write(), write()]);
    await until('some are written', () => answers.filter(({ status }) => status === 201).length > 20);
    process.kill(await tenancy.server.postmaster(), 'SIGKILL');
    await writers;
    await until('the database is back', isBack);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 503]));
    const issued = answers.filter(({ status }) => status === 201).map((answer) => answer.json<IssuedKeyJson>());
    const statuses = await Promise.all(issued.map(({ secret }) => statusWith(tenancy.server, secret)));
    expect(new Set(statuses)).toEqual(new Set([200]));
  });
});

describe('while the process is killed again and again', () => {
  const DEATHS = 4;

  it('every key whose answer arrived works, and every revocation whose answer arrived holds', async () => {
    const { workspace, ...first } = await tenancyOn(await Server.start(WITH_OPERATOR));
    let { server, operator } = first;
    const issued: IssuedKeyJson[] = [];
    const revoked = new Set<string>();
    /** Asked, and never answered: such a key may be there or not, be revoked or not. */
    const unsure = new Set<string>();

    const work = async (client: Http): Promise<void> => {
      for (;;) {
        const key = await issueKey(client, workspace);
        issued.push(key);
        const victim = issued[issued.length - 3];
        if (issued.length % 2 !== 0 || victim === undefined || revoked.has(victim.id) || unsure.has(victim.id))
          continue;
        unsure.add(victim.id);
        await revoke(client, victim);
        unsure.delete(victim.id);
        revoked.add(victim.id);
      }
    };

    for (let death = 0; death < DEATHS; death++) {
      const enough = issued.length + 10 + Math.floor(Math.random() * 20);
      const workers = [work(operator), work(operator), work(operator)].map((worker) =>
        expect(worker).rejects.toThrow(),
      );
      await until('some work is done', () => issued.length >= enough);
      if (death % 2 === 0) await server.kill9();
      else await server.kill9WithDatabase();
      await Promise.all(workers);
      server = await server.restart();
      operator = operator.to(server.port);

      const sure = issued.filter(({ id }) => !unsure.has(id));
      const statuses = await Promise.all(sure.map(({ secret }) => statusWith(server, secret)));
      expect(statuses).toEqual(sure.map(({ id }) => (revoked.has(id) ? 401 : 200)));
    }
    expect(issued.length).toBeGreaterThan(DEATHS * 10);
    expect(revoked.size).toBeGreaterThan(DEATHS);

    const audit = (await dumpOf(server.dataDir)).filter((row) => row.startsWith('public.audit_entries '));
    for (const { id } of issued)
      expect(audit.filter((row) => row.includes(id) && row.includes('key.created'))).toHaveLength(1);
    for (const id of revoked)
      expect(audit.filter((row) => row.includes(id) && row.includes('key.revoked'))).toHaveLength(1);
  });
});
