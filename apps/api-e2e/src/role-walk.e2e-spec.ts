import { type Permission, type Role, ROLE_PERMISSIONS, ROLES, STAFF_ROLES, type StaffRole } from '@latchkey/vocabulary';
import type { Answer, Http } from './http.js';
import { join, newPerson, type Person } from './people.js';
import type { OfKeys, OfSessions } from './route-classes.js';
import { classOf, type Operation, operationsOf } from './routes.js';
import { Server, WITH_OPERATOR } from './server.js';
import { defineApi, defineWorkspace, signIn, type Tenancy, tenancyOn, type WorkspaceJson } from './tenancy.js';

/** `null`: somebody with an account who is nothing anywhere. */
const WALKERS: readonly (Role | null)[] = [...ROLES, null];

type Verdict = 'opened' | 'forbidden' | 'no such workspace' | 'signed out';

const isStaff = (role: Role | null): role is StaffRole => (STAFF_ROLES as readonly unknown[]).includes(role);
const holds = (role: Role | null, permission: Permission): boolean =>
  role !== null && (ROLE_PERMISSIONS[role] as readonly Permission[]).includes(permission);

/** By the one table of roles and permissions, and what the operation asks for. */
function verdictOn(role: Role | null, operation: Operation): Verdict {
  const access = classOf(operation);
  switch (access.kind) {
    case 'public':
      return 'opened';
    case 'session':
      return verdictOnSession(role, operation, access);
    case 'managed':
      return verdictOnManaged(role, operation, access);
    case 'guarded':
      throw new Error('No session opens this.');
  }
}

function verdictOnSession(role: Role | null, { path }: Operation, { permission }: OfSessions): Verdict {
  if (permission !== null) return holds(role, permission) ? 'opened' : 'forbidden';
  return role === null && path.includes('{workspaceId}') ? 'no such workspace' : 'opened';
}

function verdictOnManaged(role: Role | null, { path, surface }: Operation, { scope, ofPeople }: OfKeys): Verdict {
  if (ofPeople !== undefined) return holds(role, ofPeople) ? 'opened' : 'forbidden';
  // The addresses of the vendors are for members, and for operators, who reach everything.
  if (surface !== null && (role === null || role === 'support')) return 'no such workspace';
  // Where no workspace is meant, everybody sees what is theirs.
  if (surface === null && !path.includes('{workspaceId}')) return 'opened';
  if (role === null) return 'no such workspace';
  return scope === null || holds(role, scope) ? 'opened' : 'forbidden';
}

function verdictOf({ status, text }: Answer): Verdict {
  if (status === 401) return 'signed out';
  if (status === 403) return 'forbidden';
  return status === 404 && /no such (workspace|organization)/.test(text) ? 'no such workspace' : 'opened';
}

describe('every management operation of /openapi.json opens to the roles that the table says', () => {
  let tenancy: Tenancy;
  let vendors: WorkspaceJson;
  let operations: readonly Operation[];
  const people = new Map<Role | null, Person>();

  beforeAll(async () => {
    tenancy = await tenancyOn(await Server.start(WITH_OPERATOR));
    const { operator, server, workspace } = tenancy;
    vendors = await defineWorkspace(operator, await defineApi(operator, 'whatomate', 'whatomate'), 'Vendors');
    operations = (await operationsOf(server.http)).filter((operation) => classOf(operation).kind !== 'guarded');
    for (const role of WALKERS) {
      const person = await newPerson(operator, server, `${role}-walker`, isStaff(role) ? role : null);
      people.set(role, person);
      if (role === null || isStaff(role)) continue;
      for (const place of [workspace, vendors]) await join(operator, place, person, role);
    }
  });

  /** Nothing is found but the workspace, and no body is any good: it comes past the guards, and does nothing. */
  function ask(client: Http, { method, path, surface }: Operation): Promise<Answer> {
    const ids: Readonly<Record<string, string>> = { workspaceId: tenancy.workspace.id };
    const address = path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? `none_${'0'.repeat(26)}`);
    const place = surface !== null && { host: `${surface}.localhost`, 'x-organization-id': vendors.id };
    return client.with({ ...place }).send(method, address, method === 'GET' ? {} : { json: { 'no such field': 1 } });
  }

  const endsSession = (operation: Operation): boolean => {
    const access = classOf(operation);
    return access.kind === 'session' && access.endsSession === true;
  };

  it.each(WALKERS)('%s', async (role) => {
    const person = people.get(role)!;
    const complaints: string[] = [];
    const walk = async (client: Http, operation: Operation): Promise<void> => {
      const [answer, expected] = [await ask(client, operation), verdictOn(role, operation)];
      if (verdictOf(answer) === expected) return;
      complaints.push(`${operation.name} has to be ${expected}, but is ${answer.status} ${answer.text}`);
    };
    const [last, others] = [operations.filter(endsSession), operations.filter((each) => !endsSession(each))];
    await Promise.all(others.map((operation) => walk(person.http, operation)));
    for (const operation of last) await walk(await signIn(tenancy.server, person), operation);
    expect(complaints).toEqual([]);
  });

  it('all of them, and each role opens another set of them', () => {
    expect(operations.length).toBeGreaterThan(60);
    const opened = WALKERS.map((role) => operations.filter((each) => verdictOn(role, each) === 'opened').length);
    // Owners and admins differ in whom they make what, not in what they may ask.
    expect(new Set(opened).size).toBe(WALKERS.length - 1);
  });
});
