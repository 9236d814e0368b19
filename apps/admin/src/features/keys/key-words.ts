import type {
  KeyEnvironment,
  KeyState,
  KeyType,
  ResourceScope,
  RevocationReason,
  ScopeBundle,
} from '@latchkey/vocabulary';

export const ENVIRONMENT_WORDS: Readonly<Record<KeyEnvironment, string>> = { live: 'Live', test: 'Test' };

export const TYPE_WORDS: Readonly<Record<KeyType, { title: string; explanation: string }>> = {
  production: { title: 'Production', explanation: 'Everything its scopes allow.' },
  read_only: { title: 'Read only', explanation: 'GET and HEAD requests only.' },
  sandbox: { title: 'Sandbox', explanation: 'Sandbox data only. Always in the test environment.' },
};

export const STATE_WORDS: Readonly<Record<KeyState, string>> = {
  active: 'Active',
  disabled: 'Disabled',
  expired: 'Expired',
  revoked: 'Revoked',
};

export const BUNDLE_WORDS: Readonly<Record<ScopeBundle, { title: string; explanation: string }>> = {
  read: { title: 'Read', explanation: 'Read devices and messages.' },
  write: { title: 'Read and write', explanation: 'The above, and send messages.' },
  admin: { title: 'Admin', explanation: 'The above, and manage devices, keys and the workspace.' },
};

/** Each completes “This key will be able to …”. */
export const SCOPE_WORDS: Readonly<Record<ResourceScope, string>> = {
  'devices:read': 'read devices',
  'devices:write': 'add devices',
  'messages:read': 'read messages',
  'messages:write': 'send messages',
  'keys:read': 'list API keys',
  'keys:write': 'create, change and revoke API keys',
  'keys:verify': 'check API keys of the same API',
  'workspace:read': 'read the workspace’s settings',
  'workspace:write': 'change the workspace’s settings',
};

export const REASON_WORDS: Readonly<Record<RevocationReason, string>> = {
  compromised: 'It may have leaked',
  superseded: 'Another key replaces it',
  unused: 'Nobody uses it any more',
  owner_left: 'Its owner has left',
  policy: 'A policy asks for it',
  administrative: 'Another administrative reason',
};
