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
  read: { title: 'Read', explanation: 'Read devices, messages, contacts, templates and analytics.' },
  write: {
    title: 'Read and write',
    explanation: 'The above, and send messages, change contacts and templates, and manage webhooks.',
  },
  admin: {
    title: 'Admin',
    explanation: 'The above, and manage devices, keys, alerts, the team, the plan and the workspace.',
  },
};

/** Each completes “This key will be able to …”. */
export const SCOPE_WORDS: Readonly<Record<ResourceScope, { readonly verb: string; readonly object: string }>> = {
  'devices:read': { verb: 'read', object: 'devices' },
  'devices:write': { verb: 'link and unlink', object: 'devices' },
  'messages:read': { verb: 'read', object: 'messages' },
  'messages:write': { verb: 'send', object: 'messages' },
  'contacts:read': { verb: 'read', object: 'contacts' },
  'contacts:write': { verb: 'change', object: 'contacts' },
  'templates:read': { verb: 'read', object: 'templates' },
  'templates:write': { verb: 'change', object: 'templates' },
  'analytics:read': { verb: 'read', object: 'analytics' },
  'webhooks:read': { verb: 'read', object: 'webhooks' },
  'webhooks:write': { verb: 'manage', object: 'webhooks' },
  'team:read': { verb: 'read', object: 'who is in the team' },
  'team:write': { verb: 'manage', object: 'the team' },
  'billing:read': { verb: 'read', object: 'the plan and its use' },
  'billing:write': { verb: 'change', object: 'the plan' },
  'alerts:read': { verb: 'read', object: 'alerts' },
  'alerts:write': { verb: 'change', object: 'alert rules' },
  'audit:read': { verb: 'read', object: 'the audit log' },
  'keys:read': { verb: 'list', object: 'API keys' },
  'keys:write': { verb: 'create, change and revoke', object: 'API keys' },
  'keys:verify': { verb: 'check', object: 'API keys of the same API' },
  'workspace:read': { verb: 'read', object: 'the workspace’s settings' },
  'workspace:write': { verb: 'change', object: 'the workspace’s settings' },
};

export const REASON_WORDS: Readonly<Record<RevocationReason, string>> = {
  compromised: 'It may have leaked',
  superseded: 'Another key replaces it',
  unused: 'Nobody uses it any more',
  owner_left: 'Its owner has left',
  policy: 'A policy asks for it',
  administrative: 'Another administrative reason',
};
