import { createHash } from 'node:crypto';
import { dumpOf, openDatabaseOf, recordsOf } from './database.js';
import type { Answer, Http } from './http.js';
import { neverIssued } from './never-issued.js';
import { join, newPerson, type Person } from './people.js';
import { Server, WITH_OPERATOR } from './server.js';
import {
  defineApi,
  defineWorkspace,
  issueKey,
  type IssuedKeyJson,
  type KeyJson,
  pathOf,
  signIn,
  statusWith,
  type Tenancy,
  tenancyOn,
  type WorkspaceJson,
} from './tenancy.js';
import { until } from './until.js';

interface FoundJson {
  readonly data: readonly {
    readonly key: KeyJson;
    readonly workspace: { readonly id: string };
    readonly timeline: readonly { readonly action: string }[];
  }[];
  readonly hasMore: boolean;
}

interface ItemsJson {
  readonly data: readonly { readonly keyId: string | null; readonly outcome: string }[];
}

const ACTS_MAX = 60;
const NO_KEY = 'key_00000000000000000000000000';
const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('the leak desk', () => {
  let tenancy: Tenancy;
  let elsewhere: WorkspaceJson;
  let owner: Person;
  let people = 0;

  beforeAll(async () => {
    // Nobody takes mails there, so that they can be looked at.
    const mail = { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'latchkey@example.com' };
    tenancy = await tenancyOn(await Server.start({ ...WITH_OPERATOR, ...mail, LOG_LEVEL: 'trace' }));
    const { operator, server, workspace } = tenancy;
    owner = await newPerson(operator, server, 'Olga');
    await join(operator, workspace, owner, 'owner');
    elsewhere = await defineWorkspace(operator, await defineApi(operator, 'whm', 'whatomate'), 'Elsewhere');
  });

  /** Somebody new each time: what a person asks is counted. */
  const support = async (): Promise<Http> =>
    (await newPerson(tenancy.operator, tenancy.server, `support${++people}`, 'support')).http;
  const issue = (more: object = {}): Promise<IssuedKeyJson> => issueKey(tenancy.operator, tenancy.workspace, more);
  const lookUp = async (who: Http, sought: object): Promise<FoundJson> =>
    (await who.post('/v1/support/lookup', sought)).expect(200);
  const idsIn = ({ data }: FoundJson): string[] => data.map(({ key }) => key.id);
  const revoke = (who: Http, keyId: string, more: object = {}): Promise<Answer> =>
    who.post(`/v1/support/keys/${keyId}/revoke`, { reason: 'compromised', ...more });
  const revokeAll = (who: Http, more: object): Promise<Answer> =>
    who.post('/v1/support/revocations', { reason: 'compromised', ticket: 'INC-7', ...more });

  async function sql<Row extends object>(statement: string, ...parameters: unknown[]): Promise<Row[]> {
    const database = await openDatabaseOf(tenancy.server.dataDir);
    try {
      return (await database.query<Row>(statement, parameters)).rows;
    } finally {
      await database.end();
    }
  }

  it('finds a key in any workspace by its fingerprint, its id, or what is seen of it', async () => {
    const who = await support();
    const whm = await issueKey(tenancy.operator, elsewhere);
    for (const key of [await issue(), whm]) {
      const { secret, start } = key;
      for (const sought of [
        { sha256: sha256Of(secret) },
        { sha256: sha256Of(secret).toUpperCase() },
        { keyId: key.id },
        { start },
        { start: secret.slice(0, 12) },
        { start: secret.slice(0, 20) },
      ]) {
        const found = await lookUp(who, sought);
        expect(idsIn(found)).toEqual([key.id]);
        expect(found.data[0]?.workspace.id).toBe(key.workspaceId);
      }
    }
    const none = { data: [], hasMore: false };
    for (const sought of [{ sha256: sha256Of('x') }, { keyId: NO_KEY }, { start: neverIssued().slice(0, 16) }])
      expect(await lookUp(who, sought)).toEqual(none);
  });

  it('tells whose it is, what it may do, where it was used from, and what was done to it', async () => {
    const { operator, server, workspace, api } = tenancy;
    const key = await issue({
      label: 'Nightly job',
      scopes: ['messages:read', 'devices:read'],
      ipAllowlist: ['127.0.0.0/8'],
    });
    for (const path of ['/v1/devices', '/v1/messages', '/v1/contacts']) await server.http.bearer(key.secret).get(path);
    (await operator.patch(pathOf(key), { label: 'Renamed' })).expect(200);
    const found = await lookUp(await support(), { keyId: key.id });
    const { user } = (await operator.get('/v1/auth/me')).expect<{ user: { id: string; email: string } }>(200);
    expect(found.data[0]).toMatchObject({
      key: { id: key.id, label: 'Renamed', state: 'active', start: key.start, ipAllowlist: ['127.0.0.0/8'] },
      workspace: { id: workspace.id, name: 'Acme', suspended: false, ipAllowlist: [] },
      api: { id: api.id, slug: 'acme' },
      creator: { id: user.id, email: user.email, leftAt: null },
      scopes: expect.arrayContaining(['messages:read', 'devices:read']),
      usage: {
        step: 'day',
        totals: { allowed: 2, scope_missing: 1 },
        networks: [{ network: '127.0.0.0/24', requests: 2 }],
        lastUsedAt: expect.any(String),
      },
    });
    const actions = found.data[0]?.timeline.map(({ action }) => action);
    expect(actions).toEqual(['leak_desk.searched', 'key.updated', 'key.created']);
    expect(JSON.stringify(found)).not.toContain(sha256Of(key.secret));
  });

  it('lists as many as fit, and says that there are more', async () => {
    const keys = await Promise.all(Array.from({ length: 11 }, () => issue()));
    // By the database's own hand: nobody lives to see eleven keys that begin alike.
    await sql(
      `UPDATE api_keys SET start = 'lk_live_Alike0' WHERE id = ANY($1)`,
      keys.map(({ id }) => id),
    );
    const found = await lookUp(await support(), { start: 'lk_live_Alike' });
    expect([found.data.length, found.hasMore]).toEqual([10, true]);
    expect(idsIn(found)).toEqual(idsIn(found).sort().reverse());
  });

  describe('never takes a whole key', () => {
    it('says how to hash it, and neither keeps nor repeats it', async () => {
      const who = await support();
      const before = await recordsOf(tenancy.server.dataDir);
      const whm = await issueKey(tenancy.operator, elsewhere);
      const issued = new Set((await recordsOf(tenancy.server.dataDir)).filter((row) => !before.includes(row)));
      const secrets = [
        whm.secret,
        neverIssued(),
        'ms_live_0123456789abcdefghij',
        `whm_${'0123456789abcdef'.repeat(2)}`,
      ];
      for (const secret of secrets) {
        for (const field of ['start', 'sha256', 'keyId']) {
          const refused = await who.post('/v1/support/lookup', { [field]: secret });
          expect(refused.expect(400)).toMatchObject({
            errors: [{ field, message: expect.stringContaining("printf %s 'THE KEY' | sha256sum") }],
          });
          expect(refused.text).not.toContain(secret);
        }
        for (const body of [{ keyIds: [secret] }, { sha256s: [secret] }]) {
          const refused = await revokeAll(who, body);
          expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('sha256sum')]);
          expect(refused.text).not.toContain(secret);
        }
        for (const field of ['note', 'ticket']) {
          const refused = await revoke(who, whm.id, { [field]: `Found ${secret} there` });
          expect(refused.expect(400)).toMatchObject({ errors: [{ field }] });
          expect((await revokeAll(who, { keyIds: [whm.id], [field]: secret })).status).toBe(400);
        }
        expect(tenancy.server.process.output).not.toContain(secret);
      }
      const after = await recordsOf(tenancy.server.dataDir);
      expect(after.filter((row) => !before.includes(row) && !issued.has(row))).toEqual([]);
    });

    it('nor several things at once, nor nothing', async () => {
      const who = await support();
      const refusals: readonly (readonly [string, object, string])[] = [
        ['lookup', {}, 'sha256'],
        ['lookup', { keyId: NO_KEY, start: 'lk_live_0123' }, 'keyId'],
        ['lookup', { sha256: sha256Of('x'), start: 'lk_live_0123' }, 'start'],
        ['lookup', { start: 'lk_live_012' }, 'start'],
        ['lookup', { start: 'lk_live_ 0123' }, 'start'],
        ['revocations', { reason: 'unused', ticket: 'x' }, 'keyIds'],
        ['revocations', { reason: 'unused', ticket: 'x', keyIds: [] }, 'keyIds'],
        ['revocations', { reason: 'unused', ticket: 'x', keyIds: [NO_KEY], sha256s: [sha256Of('x')] }, 'sha256s'],
        ['revocations', { reason: 'unused', keyIds: [NO_KEY] }, 'ticket'],
        [
          'revocations',
          { reason: 'unused', ticket: 'x', sha256s: Array.from({ length: 101 }, (_, i) => sha256Of(`${i}`)) },
          'sha256s',
        ],
      ];
      for (const [path, body, field] of refusals) {
        const refused = await who.post(`/v1/support/${path}`, body);
        expect(refused.expect(400)).toMatchObject({ errors: [{ field }] });
      }
    });
  });

  it('is for support and operators who have lately shown who they are, and for nobody else', async () => {
    const key = await issue();
    const bulk = { keyIds: [key.id] };
    const ask = async (who: Http): Promise<number[]> => [
      (await who.post('/v1/support/lookup', { keyId: key.id })).status,
      (await revoke(who, key.id)).status,
      (await revokeAll(who, bulk)).status,
    ];
    const all = await issue({ scopes: ['admin', 'keys:verify'] });
    const nobody = await newPerson(tenancy.operator, tenancy.server, 'Nobody');
    for (const who of [owner.http, nobody.http, tenancy.server.http.bearer(all.secret)])
      expect(await ask(who)).toEqual([403, 403, 403]);
    expect(await ask(tenancy.server.http)).toEqual([401, 401, 401]);
    expect(await statusWith(tenancy.server, key.secret)).toBe(200);
    const somebody = await newPerson(tenancy.operator, tenancy.server, 'Sleepy', 'support');
    await sql(
      `UPDATE sessions SET confirmed_at = confirmed_at - interval '16 minutes' WHERE user_id = $1`,
      somebody.id,
    );
    expect(await ask(somebody.http)).toEqual([403, 403, 403]);
    expect((await revoke(somebody.http, key.id)).expect(403)).toMatchObject({ code: 'confirmation_needed' });
    (await somebody.http.post('/v1/auth/confirm', { password: somebody.password })).expect(200);
    expect(await ask(somebody.http)).toEqual([200, 200, 200]);
    expect(await ask(tenancy.operator)).toEqual([200, 200, 200]);
  });

  it('every look is in the audit log, by the keys that it found and not by what was asked', async () => {
    const somebody = await newPerson(tenancy.operator, tenancy.server, 'Curious', 'support');
    const key = await issue();
    const absent = neverIssued();
    for (const sought of [
      { sha256: sha256Of(key.secret) },
      { start: key.secret.slice(0, 20) },
      { sha256: sha256Of(absent) },
    ])
      await lookUp(somebody.http, sought);
    const entries = await sql(
      `SELECT action, workspace_id, target_id, after FROM audit_entries
       WHERE actor_id = $1 AND action LIKE 'leak%' ORDER BY id`,
      somebody.id,
    );
    const subject = { action: 'leak_desk.searched', workspace_id: key.workspaceId, target_id: key.id };
    expect(entries).toEqual([
      { ...subject, after: { by: 'sha256', found: 1 } },
      { ...subject, after: { by: 'start', found: 1 } },
      { action: 'leak_desk.searched', workspace_id: null, target_id: somebody.id, after: { by: 'sha256', found: 0 } },
    ]);
    const rows = (await dumpOf(tenancy.server.dataDir)).filter((row) => !row.startsWith('public.api_keys '));
    for (const text of [sha256Of(key.secret), sha256Of(absent), key.secret.slice(0, 20)]) {
      expect(rows.filter((row) => row.includes(text))).toEqual([]);
      expect(tenancy.server.process.output).not.toContain(text);
    }
  });

  describe('ends keys', () => {
    it('with a reason, a ticket and a note, and the owners are told', async () => {
      const somebody = await newPerson(tenancy.operator, tenancy.server, 'Helper', 'support');
      const key = await issue({ label: 'Left in a gist' });
      const details = { ticket: 'INC-42', note: 'It was in a public gist.' };
      const revoked = (await revoke(somebody.http, key.id, details)).expect(200);
      expect(await statusWith(tenancy.server, key.secret)).toBe(401);
      const note = 'Ticket INC-42. It was in a public gist.';
      const by = { kind: 'user', id: somebody.id };
      expect(revoked).toMatchObject({ id: key.id, state: 'revoked', revocation: { reason: 'compromised', note, by } });
      const again = await revoke(somebody.http, key.id, { reason: 'unused' });
      expect(again.expect(200)).toMatchObject({ revocation: { reason: 'compromised', note } });
      const mails = await sql<{ recipient: string; subject: string; text: string }>(
        'SELECT recipient, subject, text_body AS text FROM mails WHERE strpos(subject, $1) > 0',
        'Left in a gist',
      );
      expect(mails).toEqual([
        {
          recipient: owner.email,
          subject: 'API key revoked: Left in a gist',
          text: expect.stringContaining(note) as string,
        },
      ]);
      const events = await sql<{ type: string }>(`SELECT type FROM events WHERE data->>'id' = $1`, key.id);
      expect(events.map(({ type }) => type).sort()).toEqual(['api_key.created', 'api_key.leaked', 'api_key.revoked']);
      const entries = await sql(
        `SELECT actor_id, reason FROM audit_entries WHERE target_id = $1 AND action = 'key.revoked'`,
        key.id,
      );
      expect(entries).toEqual([{ actor_id: somebody.id, reason: 'compromised' }]);
    });

    it('that exist, and says of the others that they do not', async () => {
      const who = await support();
      expect((await revoke(who, NO_KEY)).expect(404)).toMatchObject({ code: 'not_found' });
      expect((await revoke(who, 'key_1')).status).toBe(404);
    });

    it('many at once, in any workspaces, and says of each what became of it, in their order', async () => {
      const who = await support();
      const [one, two, dead, whm] = [
        await issue(),
        await issue(),
        await issue(),
        await issueKey(tenancy.operator, elsewhere),
      ];
      (await revoke(who, dead.id, { reason: 'superseded' })).expect(200);
      const keyIds = [one.id, NO_KEY, dead.id, whm.id];
      expect((await revokeAll(who, { keyIds, note: 'All of them.' })).expect<ItemsJson>(200).data).toEqual([
        { keyId: one.id, outcome: 'revoked' },
        { keyId: null, outcome: 'unknown' },
        { keyId: dead.id, outcome: 'already' },
        { keyId: whm.id, outcome: 'revoked' },
      ]);
      expect(await statusWith(tenancy.server, one.secret)).toBe(401);
      expect(await statusWith(tenancy.server, whm.secret, { host: 'whm.localhost' })).toBe(401);
      const sha256s = [sha256Of(two.secret), sha256Of('nobody’s'), sha256Of(one.secret).toUpperCase()];
      const bySha256 = (await revokeAll(who, { sha256s })).expect<ItemsJson>(200);
      expect(bySha256.data.map(({ keyId, outcome }) => [keyId, outcome])).toEqual([
        [two.id, 'revoked'],
        [null, 'unknown'],
        [one.id, 'already'],
      ]);
      expect(await statusWith(tenancy.server, two.secret)).toBe(401);
      expect((await tenancy.operator.get(pathOf(dead))).expect(200)).toMatchObject({
        revocation: { reason: 'superseded' },
      });
    });

    it('once, where two people do so at the same time, and each is answered when it is over', async () => {
      const clients = [await support(), await support()];
      const keys = await Promise.all(Array.from({ length: 20 }, () => issue()));
      const keyIds = keys.map(({ id }) => id);
      const outcomes = await Promise.all(
        clients.map(async (who, i) => {
          const asked = i === 0 ? keyIds : [...keyIds].reverse();
          const { data } = (await revokeAll(who, { keyIds: asked })).expect<ItemsJson>(200);
          const statuses = await Promise.all(keys.map(({ secret }) => statusWith(tenancy.server, secret)));
          expect(new Set(statuses)).toEqual(new Set([401]));
          return data;
        }),
      );
      for (const id of keyIds) {
        const ofKey = outcomes.flat().filter(({ keyId }) => keyId === id);
        expect(ofKey.map(({ outcome }) => outcome).sort()).toEqual(['already', 'revoked']);
      }
    });
  });

  it('what a person may ask of it is limited, and says when to come back; others go on', async () => {
    const [who, another] = [await support(), await support()];
    const key = await issue();
    for (let i = 0; i < 5; i++) expect((await who.post('/v1/support/lookup', {})).status).toBe(400);
    for (let i = 0; i < ACTS_MAX; i++) await lookUp(who, { keyId: NO_KEY });
    for (const refused of [
      await who.post('/v1/support/lookup', { keyId: NO_KEY }),
      await revoke(who, key.id),
      await revokeAll(who, { keyIds: [key.id] }),
    ]) {
      expect(refused.expect(429)).toMatchObject({ code: 'too_many_attempts' });
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    }
    expect(idsIn(await lookUp(another, { keyId: key.id }))).toEqual([key.id]);
  });

  it('a revocation of many that was killed in the middle has done each whole or not at all, and can be asked again', async () => {
    const keys: IssuedKeyJson[] = [];
    while (keys.length < 60) keys.push(...(await Promise.all(Array.from({ length: 10 }, () => issue()))));
    const keyIds = keys.map(({ id }) => id);
    const who = await support();
    const asked = revokeAll(who, { keyIds }).catch(() => null);
    const revoked = async (): Promise<string[]> =>
      (await sql<{ id: string }>('SELECT id FROM api_keys WHERE id = ANY($1) AND revoked_at IS NOT NULL', keyIds)).map(
        ({ id }) => id,
      );
    await until('some are revoked', async () => (await revoked()).length >= 5);
    await tenancy.server.kill9WithDatabase();
    await asked;
    const server = await tenancy.server.restart();
    tenancy = { ...tenancy, server, operator: await signIn(server) };
    const done = new Set(await revoked());
    expect(done.size).toBeGreaterThanOrEqual(5);
    const counts = await sql<{ id: string; audits: number; events: number; mails: number }>(
      `SELECT id,
         (SELECT count(*)::int FROM audit_entries a WHERE a.target_id = k.id AND a.action = 'key.revoked') AS audits,
         (SELECT count(*)::int FROM events e WHERE e.data->>'id' = k.id AND e.type = 'api_key.leaked') AS events,
         (SELECT count(*)::int FROM mails m WHERE strpos(m.text_body, k.start || '…' || k.last4) > 0) AS mails
       FROM api_keys k WHERE id = ANY($1)`,
      keyIds,
    );
    for (const { id, ...ofKey } of counts) {
      const expected = done.has(id) ? 1 : 0;
      expect([id, ofKey]).toEqual([id, { audits: expected, events: expected, mails: expected }]);
    }
    for (const { id, secret } of keys.slice(0, 30))
      expect(await statusWith(server, secret)).toBe(done.has(id) ? 401 : 200);
    const { data } = (await revokeAll(await support(), { keyIds })).expect<ItemsJson>(200);
    expect(data.map(({ keyId, outcome }) => [keyId, outcome])).toEqual(
      keyIds.map((id) => [id, done.has(id) ? 'already' : 'revoked']),
    );
  });
});
