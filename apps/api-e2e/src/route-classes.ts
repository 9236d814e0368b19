import type { ResourceScope } from '@latchkey/vocabulary';

/** Records that a request names, by the names of the parameters. */
export type Ids = Readonly<Record<string, string>>;

export interface OfKeys {
  readonly kind: 'managed' | 'guarded';
  readonly scope: ResourceScope;
  /** A good one, where the operation takes any. A sandbox key may send it too. */
  readonly body?: (ids: Ids) => object;
  /** Closed to the sandbox. */
  readonly liveOnly?: boolean;
}

export type RouteClass = { readonly kind: 'public' } | { readonly kind: 'operator' } | OfKeys;

/** Opened without any credential, and not closed by a bad one. */
const PUBLIC: RouteClass = { kind: 'public' };
/** Opened by an operator's session; no key opens it. */
const OPERATOR: RouteClass = { kind: 'operator' };

type More = Omit<OfKeys, 'kind' | 'scope'>;
/** Opened by a session, or by a key that holds the scope. */
const managed = (scope: ResourceScope, more: More = {}): RouteClass => ({ kind: 'managed', scope, ...more });
/** The customer's API: opened by a key that holds the scope, and by no session. */
const guarded = (scope: ResourceScope, more: More = {}): RouteClass => ({ kind: 'guarded', scope, ...more });

const body = (json: object): More => ({ body: () => json });
const liveOnly = (json: object): More => ({ ...body(json), liveOnly: true });

/** Who opens what, by the names that the operations have in /openapi.json: a line for each. */
export const ROUTE_CLASSES: Readonly<Record<string, RouteClass>> = {
  live: PUBLIC,
  ready: PUBLIC,
  setupStatus: PUBLIC,
  setUp: PUBLIC,
  signIn: PUBLIC,
  signOut: OPERATOR,
  currentUser: OPERATOR,
  listApis: OPERATOR,
  createApi: OPERATOR,
  getApi: OPERATOR,
  updateApi: OPERATOR,
  listPlans: OPERATOR,
  dryRunKeyPolicies: OPERATOR,
  runKeyPolicies: OPERATOR,
  listUsers: OPERATOR,
  createUser: OPERATOR,
  letUserLeave: OPERATOR,
  createPlan: OPERATOR,
  updatePlan: OPERATOR,
  getWorkspacePlan: managed('workspace:read'),
  createWorkspace: OPERATOR,
  listWorkspaces: managed('workspace:read'),
  getWorkspace: managed('workspace:read'),
  updateWorkspace: managed('workspace:write', liveOnly({ name: 'Renamed' })),
  listApps: managed('workspace:read'),
  createApp: managed('workspace:write', liveOnly({ name: 'Another' })),
  getApp: managed('workspace:read'),
  updateApp: managed('workspace:write', liveOnly({ name: 'Renamed' })),
  archiveApp: managed('workspace:write', { liveOnly: true }),
  listKeys: managed('keys:read'),
  createKey: managed('keys:write', body({ label: 'Another', type: 'sandbox' })),
  getKey: managed('keys:read'),
  updateKey: managed('keys:write', body({ label: 'Renamed' })),
  rotateKey: managed('keys:write', body({ overlapMs: 1_000 })),
  cancelOverlap: managed('keys:write'),
  revokeKey: managed('keys:write', body({ reason: 'unused' })),
  cancelRevocation: managed('keys:write'),
  disableKey: managed('keys:write'),
  enableKey: managed('keys:write'),
  getKeyUsage: managed('keys:read'),
  getWorkspaceUsage: managed('workspace:read'),
  verifyKey: managed('keys:verify', body({ key: null, dryRun: true })),
  listDevices: guarded('devices:read'),
  createDevice: guarded('devices:write', liveOnly({ name: 'Another' })),
  getDevice: guarded('devices:read'),
  listMessages: guarded('messages:read'),
  sendMessage: guarded('messages:write', {
    body: ({ deviceId }) => ({ to: '+31612345678', body: 'Hello', deviceId }),
  }),
  getMessage: guarded('messages:read'),
};
