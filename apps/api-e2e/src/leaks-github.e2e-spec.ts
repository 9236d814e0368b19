import { createHash } from 'node:crypto';
import { dumpOf, openDatabaseOf, recordsOf } from './database.js';
import { GithubStandIn, newSigningKey, published, tell } from './github-stand-in.js';
import { Hammer } from './hammer.js';
import { neverIssued } from './never-issued.js';
import { join, newPerson, type Person } from './people.js';
import { Server, WITH_OPERATOR } from './server.js';
import { issueKey, type IssuedKeyJson, pathOf, statusWith, type Tenancy, tenancyOn } from './tenancy.js';

/** The one that GitHub prints where it documents its signatures. */
const PRINTED = {
  identifier: 'bcb53661c06b4728e59d897fb6165d5c9cda0fd9cdf9d09ead458168deb7518c',
  signature: 'MEQCIQDaMKqrGnE27S0kgMrEK0eYBmyG0LeZismAEz/BgZyt7AIfXt9fErtRS4XaeSt/AO1RtBY66YcAdjxji410VQV4xg==',
  body: '[{"source":"commit","token":"some_token","type":"some_type","url":"https://example.com/base-repo-url/"}]',
  pem: `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEYAGMWO8XgCamYKMJS6jc/qgvSlAd
AjPuDPRcXU22YxgBrz+zoN19MzuRyW87qEt9/AmtoNP5GrobzUvQSyJFVw==
-----END PUBLIC KEY-----
`,
} as const;

interface VerdictJson {
  readonly token_hash: string;
  readonly token_type: string;
  readonly label: string;
}

const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');
const FILE = 'https://github.com/octocat/hello/blob/main/config.env';

describe('GitHub tells what its secret scanning has found', () => {
  let github: GithubStandIn;
  let tenancy: Tenancy;
  let owner: Person;

  beforeAll(async () => {
    github = await GithubStandIn.start();
    github.keys = [...github.keys, published(PRINTED.pem)];
    const environment = {
      GITHUB_KEYS_URL: github.url,
      LOG_LEVEL: 'trace',
      // Nobody takes mails there, so that they can be looked at.
      SMTP_URL: 'smtp://127.0.0.1:1',
      MAIL_FROM: 'latchkey@example.com',
    };
    tenancy = await tenancyOn(await Server.start({ ...WITH_OPERATOR, ...environment }));
    owner = await newPerson(tenancy.operator, tenancy.server, 'Olga');
    await join(tenancy.operator, tenancy.workspace, owner, 'owner');
  });

  beforeEach(() => judge('revoke'));
  afterAll(() => github.stop());

  const http = () => tenancy.server.http;
  const issue = (more: object = {}): Promise<IssuedKeyJson> => issueKey(tenancy.operator, tenancy.workspace, more);
  const works = async ({ secret }: IssuedKeyJson): Promise<boolean> =>
    (await statusWith(tenancy.server, secret)) === 200;

  async function judge(leakPolicy: string): Promise<void> {
    const api = (await tenancy.operator.patch(`/v1/apis/${tenancy.api.id}`, { defaults: { leakPolicy } })).expect(200);
    expect(api).toMatchObject({ defaults: { leakPolicy } });
  }

  async function sql<Row extends object>(statement: string, ...parameters: unknown[]): Promise<Row[]> {
    const database = await openDatabaseOf(tenancy.server.dataDir);
    try {
      return (await database.query<Row>(statement, parameters)).rows;
    } finally {
      await database.end();
    }
  }

  const eventsOf = async ({ id }: IssuedKeyJson): Promise<string[]> =>
    (await sql<{ type: string }>(`SELECT type FROM events WHERE data->>'id' = $1 ORDER BY id, type`, id))
      .map(({ type }) => type)
      .filter((type) => type !== 'api_key.created');

  const mailsAbout = ({
    start,
    last4,
  }: IssuedKeyJson): Promise<{ recipient: string; subject: string; text: string }[]> =>
    sql(
      'SELECT recipient, subject, text_body AS text FROM mails WHERE strpos(text_body, $1) > 0 ORDER BY id',
      `${start}…${last4}`,
    );

  const auditOf = ({ id }: IssuedKeyJson): Promise<{ action: string; actor_kind: string; after: object }[]> =>
    sql(
      `SELECT action, actor_kind, after FROM audit_entries WHERE target_id = $1 AND action <> 'key.created' ORDER BY id`,
      id,
    );

  it('and is believed where its printed example is signed as it prints it', async () => {
    expect(published(PRINTED.pem).identifier).toBe(PRINTED.identifier);
    const answer = await tell(http(), PRINTED.body, PRINTED.identifier, PRINTED.signature);
    expect(answer.expect(200)).toEqual([
      { token_hash: sha256Of('some_token'), token_type: 'some_type', label: 'false_positive' },
    ]);
  });

  it('a key that was found is revoked with where, in force with the answer, and its owner told', async () => {
    const key = await issue({ label: 'In a commit' });
    const hammer = new Hammer(http().bearer(key.secret), 4);
    await hammer.more(8);
    const answer = await github.reports(http(), [{ token: key.secret, url: `${FILE}?plain=1#L3` }]);
    const answeredAtMs = performance.now();
    await hammer.more(8);
    const after = (await hammer.stop()).filter(({ startedAtMs }) => startedAtMs >= answeredAtMs);
    expect([...new Set(after.map(({ status }) => status))]).toEqual([401]);
    expect(answer.expect(200)).toEqual([
      { token_hash: sha256Of(key.secret), token_type: 'a_type', label: 'true_positive' },
    ]);
    const note = `Found in public by GitHub secret scanning: commit, ${FILE}.`;
    expect((await tenancy.operator.get(pathOf(key))).expect(200)).toMatchObject({
      state: 'revoked',
      revocation: { reason: 'compromised', note, by: { kind: 'system' } },
    });
    expect(await eventsOf(key)).toEqual(expect.arrayContaining(['api_key.revoked', 'api_key.leaked']));
    expect(await auditOf(key)).toMatchObject([{ action: 'key.revoked', actor_kind: 'system', after: { note } }]);
    expect(await mailsAbout(key)).toEqual([
      {
        recipient: owner.email,
        subject: 'API key revoked: In a commit',
        text: expect.stringContaining(FILE) as string,
      },
    ]);
  });

  it('the same again is answered the same, and does nothing more', async () => {
    const key = await issue();
    const first = await github.reports(http(), [{ token: key.secret, url: FILE }]);
    const before = await recordsOf(tenancy.server.dataDir);
    const again = await github.reports(http(), [{ token: key.secret, url: FILE }]);
    expect([again.status, again.text]).toEqual([200, first.text]);
    expect(await recordsOf(tenancy.server.dataDir)).toEqual(before);
    const atOnce = await issue();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => github.reports(http(), [{ token: atOnce.secret, url: FILE }])),
    );
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(await auditOf(atOnce)).toHaveLength(1);
    expect(await mailsAbout(atOnce)).toHaveLength(1);
  });

  it('where the policy is to notify, the key goes on, and its owners are told once of each place', async () => {
    await judge('notify');
    const key = await issue();
    const found = { token: key.secret, url: FILE };
    for (let i = 0; i < 3; i++) await github.reports(http(), [found, found]);
    expect(await works(key)).toBe(true);
    expect(await eventsOf(key)).toEqual(['api_key.leaked']);
    const reported = { action: 'key.leak_reported', actor_kind: 'system', after: { source: 'commit', url: FILE } };
    expect(await auditOf(key)).toMatchObject([reported]);
    await github.reports(http(), [{ ...found, source: 'gist_content', url: 'https://gist.github.com/1' }]);
    expect(await eventsOf(key)).toEqual(['api_key.leaked', 'api_key.leaked']);
    const mails = await mailsAbout(key);
    expect(mails.map(({ text }) => text)).toEqual([
      expect.stringContaining(FILE),
      expect.stringContaining('gist_content, https://gist.github.com/1'),
    ]);
    const [event] = await sql<{ data: object }>(
      `SELECT data FROM events WHERE data->>'id' = $1 AND type LIKE '%leaked' ORDER BY id`,
      key.id,
    );
    expect(event?.data).toMatchObject({
      reason: 'compromised',
      leak: { source: 'commit', url: FILE },
      state: 'active',
    });
  });

  it('where the policy is to disable, it is disabled, and again after somebody has enabled it', async () => {
    await judge('disable');
    const key = await issue();
    const found = [{ token: key.secret, url: FILE }];
    for (let i = 0; i < 2; i++) (await github.reports(http(), found)).expect(200);
    expect(await works(key)).toBe(false);
    expect((await tenancy.operator.get(pathOf(key))).expect(200)).toMatchObject({ state: 'disabled' });
    expect(await auditOf(key)).toMatchObject([{ action: 'key.disabled' }, { action: 'key.leak_reported' }]);
    expect(await mailsAbout(key)).toMatchObject([{ subject: 'API key disabled: a key' }]);
    (await tenancy.operator.post(`${pathOf(key)}/enable`)).expect(200);
    expect(await works(key)).toBe(true);
    (await github.reports(http(), found)).expect(200);
    expect(await works(key)).toBe(false);
    expect(await mailsAbout(key)).toHaveLength(2);
  });

  it('many at once are judged one by one, in their order', async () => {
    const keys = await Promise.all(Array.from({ length: 20 }, () => issue()));
    const tokens = keys.flatMap(({ secret }) => [neverIssued(), secret, 'some_token']);
    const answer = await github.reports(
      http(),
      tokens.map((token) => ({ token })),
    );
    const verdicts = answer.expect<VerdictJson[]>(200);
    expect(verdicts.map(({ token_hash: hash }) => hash)).toEqual(tokens.map(sha256Of));
    const labels = verdicts.map(({ label }) => label);
    expect(labels).toEqual(keys.flatMap(() => ['false_positive', 'true_positive', 'false_positive']));
    expect((await Promise.all(keys.map(works))).filter(Boolean)).toEqual([]);
  });

  describe('nobody else is believed', () => {
    const body = (key: IssuedKeyJson): string => JSON.stringify([{ token: key.secret, type: 't', url: FILE }]);

    it('neither who signs with another key, nor without, nor who changes a byte', async () => {
      const key = await issue();
      const text = body(key);
      const stranger = newSigningKey();
      const before = await recordsOf(tenancy.server.dataDir);
      const genuine = github.keys[0]!;
      const refusals = [
        await github.tells(http(), text, { ...stranger, identifier: genuine.identifier }),
        await github.tells(http(), text, stranger),
        await tell(http(), text, genuine.identifier, PRINTED.signature),
        await tell(http(), text, PRINTED.identifier, PRINTED.signature),
        await tell(http(), `${PRINTED.body}\n`, PRINTED.identifier, PRINTED.signature),
        await http().send('POST', '/v1/leaks/github', { text, headers: { 'content-type': 'application/json' } }),
      ];
      for (const at of [0, 3, 14, 40, PRINTED.body.length - 1]) {
        const changed = PRINTED.body.slice(0, at) + '~' + PRINTED.body.slice(at + 1);
        refusals.push(await tell(http(), changed, PRINTED.identifier, PRINTED.signature));
      }
      for (const signature of [
        'x',
        '====',
        'AAAA',
        PRINTED.signature.slice(0, -4),
        `${PRINTED.signature}AAAA`,
        'MEQ'.repeat(400),
      ])
        refusals.push(await tell(http(), PRINTED.body, PRINTED.identifier, signature));
      for (const identifier of ['x', '__proto__', PRINTED.identifier.toUpperCase(), 'f'.repeat(64)])
        refusals.push(await tell(http(), PRINTED.body, identifier, PRINTED.signature));
      for (const refusal of refusals) expect(refusal.expect(403)).toMatchObject({ code: 'forbidden' });
      expect(await recordsOf(tenancy.server.dataDir)).toEqual(before);
      expect(await works(key)).toBe(true);
    });

    it('a header that comes twice is refused', async () => {
      const lines = ['a', 'b'].map((value) => `Github-Public-Key-Signature: ${value}\r\n`).join('');
      const head = `POST /v1/leaks/github HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${lines}`;
      const answer = await http().raw(`${head}Content-Type: application/json\r\nContent-Length: 2\r\n\r\n[]`);
      expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('duplicate_header')]);
    });

    it('identifiers that nobody knows do not have GitHub asked again and again', async () => {
      const before = github.fetches;
      for (let i = 0; i < 50; i++) await tell(http(), '[]', sha256Of(`identifier ${i}`), PRINTED.signature);
      expect(github.fetches - before).toBeLessThanOrEqual(1);
    });
  });

  it('with its keys out of reach, those that are known still count', async () => {
    github.answers((_request, response) => void response.writeHead(500).end());
    const key = await issue();
    const answer = await github.reports(http(), [{ token: key.secret }]);
    expect(answer.expect<VerdictJson[]>(200)).toMatchObject([{ label: 'true_positive' }]);
    github.recovers();
  });

  it('what is signed and senseless changes nothing', async () => {
    const before = await recordsOf(tenancy.server.dataDir);
    for (const text of ['', '{', '{}', 'null', '"text"', '42', '\u0000', '[', '{"0":{"token":"x"}}']) {
      expect((await github.tells(http(), text)).expect(400)).toMatchObject({ code: 'malformed_body' });
    }
    const odd = [
      null,
      42,
      'text',
      [],
      {},
      { token: null },
      { token: '' },
      { token: ['x'] },
      { token: 'x'.repeat(5_000) },
    ];
    expect((await github.tells(http(), JSON.stringify(odd))).expect(200)).toEqual([]);
    const strange = { token: 'some_token', type: { a: 1 }, url: 5, source: ['x'], __proto__x: 1 };
    const [verdict] = (await github.tells(http(), JSON.stringify([strange]))).expect<VerdictJson[]>(200);
    expect(verdict).toMatchObject({ token_type: '', label: 'false_positive' });
    const tooMany = Array.from({ length: 1_001 }, () => ({ token: 'some_token' }));
    expect((await github.tells(http(), JSON.stringify(tooMany))).expect(400)).toMatchObject({
      errors: [{ field: 'body' }],
    });
    expect((await github.tells(http(), `[${' '.repeat(1024 * 1024)}]`)).status).toBe(413);
    expect(await recordsOf(tenancy.server.dataDir)).toEqual(before);
  });

  it('no token is in any row or line of the log, also where its address names it', async () => {
    await judge('notify');
    const [key, other] = [await issue(), await issue()];
    const urls = (token: string): string[] => [
      `https://github.com/o/r/blob/main/${token}.env`,
      `https://github.com/o/r/blob/main/${encodeURIComponent(token).replaceAll('_', '%5F')}`,
      `https://github.com/o/r?token=${token}#${token}`,
      `https://${token}@github.com/o/r`,
      `https://${token.replaceAll('_', '-')}.example.com/${token.toLowerCase()}`,
      `https://github.com/${other.secret}`,
      `not an address ${token}`,
      `javascript:${token}`,
    ];
    for (const token of [key.secret, neverIssued()]) {
      const finds = urls(token).map((url) => ({ token, url }));
      const { text } = await github.reports(http(), [...finds, { token, source: token, type: 'x' }]);
      expect(text).not.toContain(token);
      const rows = (await dumpOf(tenancy.server.dataDir)).map((row) => row.toLowerCase());
      expect(rows.filter((row) => row.includes(token.toLowerCase()))).toEqual([]);
      expect(rows.filter((row) => row.includes(other.secret.toLowerCase()))).toEqual([]);
      expect(tenancy.server.process.output).not.toContain(token);
    }
    expect(await eventsOf(key)).toHaveLength(urls('').length + 1);
  });
});
