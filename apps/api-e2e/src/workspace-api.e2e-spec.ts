import { WIRE_PROFILE_NAMES } from '@latchkey/vocabulary';
import { join, newPerson, type Person } from './people.js';
import { Server, WITH_OPERATOR } from './server.js';
import { type ApiJson, defineApi, defineWorkspace, issueKey, type Tenancy, tenancyOn } from './tenancy.js';

interface WorkspaceApiJson extends ApiJson {
  readonly credentialHeaders: readonly { readonly header: string; readonly scheme: string | null }[];
  readonly keyFormat: { readonly livePrefix: string; readonly testPrefix: string; readonly length: number };
}

describe('the API that a workspace belongs to', () => {
  let tenancy: Tenancy;
  let viewer: Person;

  beforeAll(async () => {
    tenancy = await tenancyOn(await Server.start(WITH_OPERATOR));
    viewer = await newPerson(tenancy.operator, tenancy.server, 'viewer');
    await join(tenancy.operator, tenancy.workspace, viewer, 'viewer');
  });

  const apiOf = ({ id }: { readonly id: string }): string => `/v1/workspaces/${id}/api`;

  it('is told to its members as operators see it, who alone see the others', async () => {
    const { operator, api, workspace } = tenancy;
    const told = (await viewer.http.get(apiOf(workspace))).expect<WorkspaceApiJson>(200);
    expect(told).toEqual({
      ...(await operator.get(`/v1/apis/${api.id}`)).expect<object>(200),
      credentialHeaders: [
        { header: 'Authorization', scheme: 'Bearer' },
        { header: 'X-API-Key', scheme: null },
      ],
      keyFormat: { livePrefix: 'lk_live_', testPrefix: 'lk_test_', length: 44 },
    });
    (await viewer.http.get(`/v1/apis/${api.id}`)).expect(403);
    (await operator.get(apiOf(workspace))).expect(200);
    const elsewhere = await defineWorkspace(operator, api, 'Elsewhere');
    (await viewer.http.get(apiOf(elsewhere))).expect(404);
    (await operator.get(apiOf({ id: 'ws_none' }))).expect(404);
  });

  it.each(WIRE_PROFILE_NAMES)('says how keys of %s look, and where they stand', async (profile) => {
    const { operator, server } = tenancy;
    const workspace = await defineWorkspace(operator, await defineApi(operator, `${profile}-like`, profile), profile);
    const { credentialHeaders, keyFormat, ...api } = (await operator.get(apiOf(workspace))).expect<WorkspaceApiJson>(
      200,
    );
    expect(api).toMatchObject({
      slug: `${profile}-like`,
      wireProfile: profile,
      hostnames: [`${profile}-like.localhost`],
    });
    const scopes = ['devices:read'];
    const live = await issueKey(operator, workspace, { scopes });
    const test = await issueKey(operator, workspace, { scopes, environment: 'test' });
    expect(live.secret.startsWith(keyFormat.livePrefix)).toBe(true);
    expect(test.secret.startsWith(keyFormat.testPrefix)).toBe(true);
    expect([live.secret.length, test.secret.length]).toEqual([keyFormat.length, keyFormat.length]);
    for (const { header, scheme } of credentialHeaders) {
      const value = scheme === null ? live.secret : `${scheme} ${live.secret}`;
      const caller = server.http.with({ host: `${profile}-like.localhost`, [header]: value });
      expect([header, (await caller.get('/v1/devices')).status]).toEqual([header, 200]);
    }
    expect(credentialHeaders.length).toBeGreaterThan(0);
  });
});

describe('the address that somebody is seen at', () => {
  it('is the one that an allowlist holds against them, behind a proxy as well', async () => {
    const { operator } = await tenancyOn(await Server.start({ ...WITH_OPERATOR, TRUSTED_PROXIES: '127.0.0.1' }));
    const seenFrom = async (headers: Record<string, string>): Promise<string> =>
      (await operator.get('/v1/auth/me', { headers })).expect<{ address: string }>(200).address;
    expect(await seenFrom({})).toBe('127.0.0.1');
    expect(await seenFrom({ 'x-forwarded-for': '198.51.100.7' })).toBe('198.51.100.7');
    expect(await seenFrom({ 'x-forwarded-for': '::ffff:198.51.100.7' })).toBe('198.51.100.7');
    expect(await seenFrom({ 'x-forwarded-for': '2001:DB8:0:0::1' })).toBe('2001:db8::1');
  });
});
