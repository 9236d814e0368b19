/** What a key may do, as fine as it can be said: `resource:action`. */
export const RESOURCE_SCOPES = [
  'devices:read',
  'devices:write',
  'messages:read',
  'messages:write',
  'contacts:read',
  'contacts:write',
  'templates:read',
  'templates:write',
  'analytics:read',
  'webhooks:read',
  'webhooks:write',
  'team:read',
  'team:write',
  'billing:read',
  'billing:write',
  'alerts:read',
  'alerts:write',
  'audit:read',
  'keys:read',
  'keys:write',
  'keys:verify',
  'workspace:read',
  'workspace:write',
] as const;
export type ResourceScope = (typeof RESOURCE_SCOPES)[number];

const READ = [
  'devices:read',
  'messages:read',
  'contacts:read',
  'templates:read',
  'analytics:read',
] as const satisfies readonly ResourceScope[];

/** To send, and to manage webhooks, as seed document `wastack` has it. */
const WRITE = [
  ...READ,
  'messages:write',
  'contacts:write',
  'templates:write',
  'webhooks:read',
  'webhooks:write',
] as const satisfies readonly ResourceScope[];

/** All that a workspace does with its own. `keys:verify` reaches the keys of others, so an operator grants it by name. */
const ADMIN = RESOURCE_SCOPES.filter((scope) => scope !== 'keys:verify');

/** The three words that most keys are given, and what each stands for. */
export const SCOPE_BUNDLES = {
  read: READ,
  write: WRITE,
  admin: ADMIN,
} as const satisfies Record<string, readonly ResourceScope[]>;
export type ScopeBundle = keyof typeof SCOPE_BUNDLES;

export const SCOPES = ['read', 'write', 'admin', ...RESOURCE_SCOPES] as const;
export type Scope = (typeof SCOPES)[number];

/** Whether what a scope allows changes nothing. */
export const onlyReads = (scope: ResourceScope): boolean => scope.endsWith(':read');

const isBundle = (scope: Scope): scope is ScopeBundle => Object.hasOwn(SCOPE_BUNDLES, scope);

/** The `resource:action` scopes that a list of scopes stands for. */
export function expandScopes(scopes: readonly Scope[]): Set<ResourceScope> {
  const expanded = new Set<ResourceScope>();
  for (const scope of scopes) {
    if (isBundle(scope)) for (const member of SCOPE_BUNDLES[scope]) expanded.add(member);
    else expanded.add(scope);
  }
  return expanded;
}
