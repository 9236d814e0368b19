import type { Answer } from './http.js';
import { Server, WITH_OPERATOR } from './server.js';
import { issueKey, tenancyOn } from './tenancy.js';
import { until } from './until.js';
import { startVerifying, VERIFY, type Verifying } from './verifying.js';

let tenancy: Verifying;
beforeAll(async () => {
  tenancy = await startVerifying();
});

const issue: Verifying['issue'] = (...asked) => tenancy.issue(...asked);

describe('bad input is refused by the name of its field', () => {
  const BAD_FIELDS: readonly (readonly [string, unknown])[] = [
    ['key', ''],
    ['key', 'x'.repeat(4097)],
    ['key', 7],
    ['method', 'get'],
    ['method', 'GET\r\n'],
    ['path', 'v1/messages'],
    ['path', `/${'x'.repeat(2048)}`],
    ['scopes', 'read'],
    ['scopes', ['root']],
    ['scopes', ['read', 'read']],
    ['deviceId', 'x'],
    ['entitlement', 'everything'],
    ['cost', 0],
    ['cost', 1001],
    ['cost', 1.5],
    ['cost', '1'],
    ['clientIp', 'localhost'],
    ['clientIp', '10.1'],
    ['clientIp', '10.0.0.0/8'],
    ['clientIp', '192.0.2.1, 192.0.2.2'],
    ['appKey', ''],
    ['apiId', 'x'],
    ['dryRun', 'true'],
    ['dryRun', null],
    ['more', 1],
    ['constructor', 1],
  ];

  test.each(BAD_FIELDS.map(([field, value]) => [field, JSON.stringify(value).slice(0, 40), value] as const))(
    '%s: %s',
    async (field, _shown, value) => {
      const answer = await tenancy.service.post(VERIFY, { key: 'x', [field]: value });
      const { code, errors } = answer.expect<{ code: string; errors: { field: string }[] }>(400);
      expect({ code, field: errors[0]?.field }).toEqual({
        code: 'invalid_request',
        field: expect.stringMatching(`^${field}`),
      });
    },
  );

  test('several fields at once, and a secret that stands in the wrong place', async () => {
    const { secret } = await issue();
    const answer = await tenancy.service.post(VERIFY, {
      method: secret,
      clientIp: secret,
      [secret]: 'x',
      scopes: [secret],
    });
    const { errors } = answer.expect<{ errors: { field: string }[] }>(400);
    expect(errors.map(({ field }) => field)).toEqual(expect.arrayContaining(['key', 'method', 'scopes', '[redacted]']));
    expect(answer.text).not.toContain(secret);
  });

  test('who asks comes before what is asked', async () => {
    (await tenancy.server.http.post(VERIFY, { nonsense: true })).expect(401);
  });
});

test('where the database is out of reach, the answer is 503, never a decision on what nobody could read', async () => {
  const server = await Server.start(WITH_OPERATOR);
  const { operator, workspace } = await tenancyOn(server);
  const asker = server.http.bearer((await issueKey(operator, workspace, { scopes: ['keys:verify'] })).secret);
  const { secret } = await issueKey(operator, workspace);
  const answers: Answer[] = [];
  const ask = async (): Promise<number> => {
    const answer = await asker.post(VERIFY, { key: secret });
    answers.push(answer);
    return answer.status;
  };
  process.kill(await server.postmaster(), 'SIGKILL');
  await until('it says so', async () => (await ask()) === 503);
  await until('it decides again', async () => (await ask()) === 200);
  for (const answer of answers.filter(({ status }) => status !== 200)) {
    expect(answer.expect(503)).toMatchObject({ code: 'unavailable' });
    expect(answer.headers).toHaveProperty('retry-after');
  }
});
