import { onlyReads, RESOURCE_SCOPES } from './scopes.js';
import { PERMISSIONS, type Role, ROLE_PERMISSIONS, STAFF_PERMISSIONS } from './role-permissions.js';
import { WORKSPACE_ROLES } from './workspace-roles.js';

const held = (role: Role): Set<string> => new Set(ROLE_PERMISSIONS[role]);

test.each([
  ['owner', 'admin'],
  ['admin', 'developer'],
  ['developer', 'viewer'],
] as const)('%s may do all that %s may', (more, less) => {
  expect([...held(less)].filter((scope) => !held(more).has(scope))).toEqual([]);
});

test('a viewer changes nothing, and reads everything but the audit log', () => {
  expect([...held('viewer'), 'audit:read'].sort()).toEqual(RESOURCE_SCOPES.filter(onlyReads).sort());
});

test('an operator may do everything', () => {
  expect(held('operator')).toEqual(new Set(PERMISSIONS));
});

test('support changes nothing in workspaces, and uses the leak desk', () => {
  const changes = [...held('support')].filter((permission) => !permission.endsWith(':read'));
  expect(changes).toEqual(['leak_desk:use']);
});

test.each(WORKSPACE_ROLES.flatMap((role) => STAFF_PERMISSIONS.map((permission) => [role, permission] as const)))(
  'being %s of a workspace gives nobody %s',
  (role, permission) => {
    expect(held(role)).not.toContain(permission);
  },
);

test('a developer changes neither the team nor the workspace', () => {
  for (const scope of ['team:write', 'workspace:write', 'devices:write'])
    expect(held('developer')).not.toContain(scope);
});

test.each([...WORKSPACE_ROLES])('no %s checks the keys of other workspaces', (role) => {
  expect(held(role)).not.toContain('keys:verify');
});
