import type { KeyState, Scope, WireProfileName } from '@latchkey/vocabulary';
import type { Http } from './http.js';
import { OPERATOR, type Server } from './server.js';

export interface ApiJson {
  readonly id: string;
  readonly slug: string;
}

export interface WorkspaceJson {
  readonly id: string;
  readonly apiId: string;
  readonly name: string;
  readonly planId: string;
  readonly suspended: boolean;
}

export interface KeyJson {
  readonly id: string;
  readonly workspaceId: string;
  readonly label: string;
  readonly start: string;
  readonly last4: string;
  readonly scopes: readonly Scope[];
  readonly state: KeyState;
}

export interface IssuedKeyJson extends KeyJson {
  readonly secret: string;
}

export interface PageJson<T> {
  readonly data: readonly T[];
  readonly nextCursor: string | null;
}

export async function signIn(server: Server, { email, password }: { email: string; password: string } = OPERATOR) {
  const answer = await server.http.post('/v1/auth/login', { email, password });
  return server.http.bearer(answer.expect<{ accessToken: string }>(200).accessToken);
}

/** The operator's hands: what a test needs to have there before it begins. */
export async function defineApi(operator: Http, slug: string, wireProfile: WireProfileName): Promise<ApiJson> {
  const api = { name: slug, slug, wireProfile, hostnames: [`${slug}.localhost`] };
  return (await operator.post('/v1/apis', api)).expect(201);
}

/** With room for many more keys than plans give: what a suite issues is about something else. */
export async function defineWorkspace(
  operator: Http,
  api: ApiJson,
  name: string,
  planId?: string,
): Promise<WorkspaceJson> {
  const { id } = await newWorkspace(operator, api, name, planId);
  (await operator.patch(`/v1/workspaces/${id}`, { overrides: { keysMax: 10_000 } })).expect(200);
  return (await operator.get(`/v1/workspaces/${id}`)).expect(200);
}

/** On the terms of its plan. */
export async function newWorkspace(
  operator: Http,
  api: ApiJson,
  name: string,
  planId?: string,
): Promise<WorkspaceJson> {
  return (await operator.post('/v1/workspaces', { apiId: api.id, name, ...(planId && { planId }) })).expect(201);
}

export async function planNamed(operator: Http, api: ApiJson, slug: string): Promise<string> {
  const { data } = (await operator.get(`/v1/apis/${api.id}/plans`)).expect<PageJson<{ id: string; slug: string }>>(200);
  const plan = data.find((candidate) => candidate.slug === slug);
  if (plan === undefined) throw new Error(`The API has no plan ${slug}.`);
  return plan.id;
}

export const keysOf = ({ id }: Pick<WorkspaceJson, 'id'>): string => `/v1/workspaces/${id}/keys`;
export const pathOf = ({ id, workspaceId }: KeyJson): string => `/v1/workspaces/${workspaceId}/keys/${id}`;

export async function issueKey(client: Http, workspace: WorkspaceJson, more: object = {}): Promise<IssuedKeyJson> {
  return (await client.post(keysOf(workspace), { label: 'a key', ...more })).expect(201);
}

export async function revoke(client: Http, key: KeyJson): Promise<KeyJson> {
  return (await client.post(`${pathOf(key)}/revoke`, { reason: 'compromised' })).expect(200);
}

export interface Tenancy {
  readonly server: Server;
  readonly operator: Http;
  readonly api: ApiJson;
  readonly workspace: WorkspaceJson;
}

/** A server that has everything to issue a key: an operator, an API with the standard profile, a workspace. */
export async function tenancyOn(server: Server): Promise<Tenancy> {
  const operator = await signIn(server);
  const api = await defineApi(operator, 'acme', 'standard');
  return { server, operator, api, workspace: await defineWorkspace(operator, api, 'Acme') };
}

/** Whether a key opens the guarded API at this moment: its status. */
export const statusWith = async (server: Server, secret: string, headers = {}): Promise<number> =>
  (await server.http.bearer(secret).get('/v1/devices', { headers })).status;
