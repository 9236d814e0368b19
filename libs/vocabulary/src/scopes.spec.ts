import { expandScopes, onlyReads, RESOURCE_SCOPES, SCOPE_BUNDLES, SCOPES } from './scopes.js';

test('each bundle holds all of the smaller ones', () => {
  expect(SCOPE_BUNDLES.write).toEqual(expect.arrayContaining([...SCOPE_BUNDLES.read]));
  expect(SCOPE_BUNDLES.admin).toEqual(expect.arrayContaining([...SCOPE_BUNDLES.write]));
});

test('admin stands for everything in a workspace, and nothing less does', () => {
  const beyondTheWorkspace = ['keys:verify'];
  expect(new Set([...expandScopes(['admin']), ...beyondTheWorkspace])).toEqual(new Set(RESOURCE_SCOPES));
  expect(expandScopes(['admin'])).not.toContain('keys:verify');
  expect(expandScopes(['read', 'write']).size).toBeLessThan(RESOURCE_SCOPES.length);
});

test('reading never includes changing', () => {
  expect([...expandScopes(['read'])].filter((scope) => scope.endsWith(':write'))).toEqual([]);
});

test.each([...SCOPES])('%s stands for something that can be held', (scope) => {
  expect(expandScopes([scope]).size).toBeGreaterThan(0);
});

test('reading is what the name says, whatever the resource', () => {
  expect(RESOURCE_SCOPES.filter(onlyReads)).toEqual([
    'devices:read',
    'messages:read',
    'contacts:read',
    'templates:read',
    'analytics:read',
    'webhooks:read',
    'team:read',
    'billing:read',
    'alerts:read',
    'audit:read',
    'keys:read',
    'workspace:read',
  ]);
});
