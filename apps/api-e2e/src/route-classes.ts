import type { ResourceScope, StaffPermission } from '@latchkey/vocabulary';

/** Records that a request names, by the names of the parameters. */
export type Ids = Readonly<Record<string, string>>;

export interface OfKeys {
  readonly kind: 'managed' | 'guarded';
  /** `null`: any key, whatever it may do. */
  readonly scope: ResourceScope | null;
  /** A good one, where the operation takes any. A sandbox key may send it too. */
  readonly body?: (ids: Ids) => object;
  /** What it does away with: parameters by the names of the records that they are given in place of their own. */
  readonly instead?: Readonly<Record<string, string>>;
  /** Closed to the sandbox. */
  readonly liveOnly?: boolean;
  /** What people need to have for it as staff, where the scope alone does not do. */
  readonly ofPeople?: StaffPermission;
}

/** Opened by people who are signed in, and by no key. */
export interface OfSessions {
  readonly kind: 'session';
  /** As staff; `null`: none, it is theirs. */
  readonly permission: StaffPermission | null;
  /** The session that asks is over after it. */
  readonly endsSession?: boolean;
}

export type RouteClass = { readonly kind: 'public' } | OfSessions | OfKeys;

/** Opened without any credential, and not closed by a bad one. */
const PUBLIC: RouteClass = { kind: 'public' };
const staff = (permission: StaffPermission): RouteClass => ({ kind: 'session', permission });
/** Opened by an operator's session; no key opens it. */
const OPERATOR = staff('installation:manage');
/** Opened by the session of an operator or of support; no key opens it. */
const LEAK_DESK = staff('leak_desk:use');
/** Opened by the session of anybody, and in a workspace of anybody who has to do with it. */
const SIGNED_IN: RouteClass = { kind: 'session', permission: null };
const LAST_OF_SESSION: RouteClass = { ...SIGNED_IN, endsSession: true };

type More = Omit<OfKeys, 'kind' | 'scope'>;
/** Opened by a session, or by a key that holds the scope. */
const managed = (scope: ResourceScope, more: More = {}): RouteClass => ({ kind: 'managed', scope, ...more });
/** The customer's API: opened by a key that holds the scope, and by no session. */
const guarded = (scope: ResourceScope | null, more: More = {}): RouteClass => ({ kind: 'guarded', scope, ...more });

const body = (json: object): More => ({ body: () => json });
const liveOnly = (json: object): More => ({ ...body(json), liveOnly: true });

const TEXT_MESSAGE = {
  whatsAppBusinessId: '123456789012345',
  whatsAppBusinessPhoneNumberId: '106540352242922',
  to: '+31612345678',
  body: 'Hello',
};

/** Who opens what, by the names that the operations have in /openapi.json: a line for each. */
export const ROUTE_CLASSES: Readonly<Record<string, RouteClass>> = {
  live: PUBLIC,
  ready: PUBLIC,
  setupStatus: PUBLIC,
  setUp: PUBLIC,
  signIn: PUBLIC,
  previewInvitation: PUBLIC,
  acceptInvitation: PUBLIC,
  signOut: LAST_OF_SESSION,
  leaveWorkspace: LAST_OF_SESSION,
  currentUser: SIGNED_IN,
  confirmSignIn: SIGNED_IN,
  changePassword: SIGNED_IN,
  askPasswordReset: PUBLIC,
  finishPasswordReset: PUBLIC,
  addTwoFactor: SIGNED_IN,
  confirmTwoFactor: SIGNED_IN,
  renewRecoveryCodes: SIGNED_IN,
  removeTwoFactor: SIGNED_IN,
  listSessions: SIGNED_IN,
  endSession: SIGNED_IN,
  endOtherSessions: SIGNED_IN,
  updateUser: OPERATOR,
  createPasswordResetLink: OPERATOR,
  resetTwoFactor: OPERATOR,
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
  listAuditEntries: managed('audit:read', { liveOnly: true }),
  exportAuditEntries: managed('audit:read', { liveOnly: true }),
  verifyAudit: managed('audit:read', { liveOnly: true }),
  listAllAuditEntries: OPERATOR,
  exportAllAuditEntries: OPERATOR,
  verifyAllAudit: OPERATOR,
  listMembers: managed('team:read', { liveOnly: true }),
  addMember: OPERATOR,
  changeRole: managed('team:write', liveOnly({ role: 'viewer' })),
  removeMember: managed('team:write', { liveOnly: true }),
  listInvitations: managed('team:read', { liveOnly: true }),
  createInvitation: managed('team:write', liveOnly({ email: 'another@example.com', role: 'viewer' })),
  resendInvitation: managed('team:write', { liveOnly: true }),
  revokeInvitation: managed('team:write', { liveOnly: true }),
  getWorkspacePlan: managed('workspace:read'),
  listPlanOptions: managed('billing:read'),
  previewPlan: managed('billing:read', { body: ({ planId }) => ({ planId }) }),
  changePlan: managed('billing:write', { body: ({ planId }) => ({ planId }), liveOnly: true }),
  listStatements: managed('billing:read', { liveOnly: true }),
  getStatement: managed('billing:read', { liveOnly: true }),
  getStatementCsv: managed('billing:read', { liveOnly: true }),
  getStatementsCsv: OPERATOR,
  createWorkspace: OPERATOR,
  listWorkspaces: managed('workspace:read'),
  getWorkspace: managed('workspace:read'),
  getWorkspaceApi: managed('workspace:read'),
  updateWorkspace: managed('workspace:write', liveOnly({ name: 'Renamed' })),
  listApps: managed('workspace:read'),
  createApp: managed('workspace:write', liveOnly({ name: 'Another' })),
  getApp: managed('workspace:read'),
  updateApp: managed('workspace:write', liveOnly({ name: 'Renamed' })),
  archiveApp: managed('workspace:write', { liveOnly: true }),
  listKeys: managed('keys:read'),
  createKey: managed('keys:write', body({ label: 'Another', type: 'sandbox' })),
  getKey: managed('keys:read'),
  getKeyTimeline: managed('keys:read'),
  updateKey: managed('keys:write', body({ label: 'Renamed' })),
  rotateKey: managed('keys:write', body({ overlapMs: 1_000 })),
  cancelOverlap: managed('keys:write'),
  revokeKey: managed('keys:write', body({ reason: 'unused' })),
  cancelRevocation: managed('keys:write'),
  disableKey: managed('keys:write'),
  enableKey: managed('keys:write'),
  reportLeak: PUBLIC,
  lookUpKeys: LEAK_DESK,
  revokeAtDesk: LEAK_DESK,
  revokeKeysAtDesk: LEAK_DESK,
  getKeyUsage: managed('keys:read'),
  getWorkspaceUsage: managed('workspace:read'),
  exportWorkspaceUsage: managed('keys:read'),
  listAlerts: managed('alerts:read', { liveOnly: true }),
  getAlert: managed('alerts:read', { liveOnly: true }),
  silenceAlert: managed('alerts:write', liveOnly({})),
  unsilenceAlert: managed('alerts:write', { liveOnly: true }),
  getAlertRules: managed('alerts:read', { liveOnly: true }),
  updateAlertRules: managed('alerts:write', liveOnly({ rules: { rotation_due: { afterDays: 30 } } })),
  listWebhooks: managed('webhooks:read', { liveOnly: true }),
  createWebhook: managed('webhooks:write', liveOnly({ description: 'Another' })),
  getWebhook: managed('webhooks:read', { liveOnly: true }),
  updateWebhook: managed('webhooks:write', liveOnly({ description: 'Renamed' })),
  deleteWebhook: managed('webhooks:write', { liveOnly: true }),
  rotateWebhookSecret: managed('webhooks:write', liveOnly({ overlapMs: 1_000 })),
  enableWebhook: managed('webhooks:write', { liveOnly: true }),
  disableWebhook: managed('webhooks:write', { liveOnly: true }),
  testWebhook: managed('webhooks:write', { liveOnly: true }),
  listDeliveries: managed('webhooks:read', { liveOnly: true }),
  getDelivery: managed('webhooks:read', { liveOnly: true }),
  replayDelivery: managed('webhooks:write', { liveOnly: true }),
  verifyKey: managed('keys:verify', { ...body({ key: null, dryRun: true }), ofPeople: 'installation:manage' }),
  listDevices: guarded('devices:read'),
  createDevice: guarded('devices:write', liveOnly({ name: 'Another' })),
  getDevice: guarded('devices:read'),
  renewPairingCode: guarded('devices:write'),
  pairDevice: guarded('devices:write', body({ code: '0123456789abcdef' })),
  disconnectDevice: guarded('devices:write'),
  reconnectDevice: guarded('devices:write', body({})),
  removeDevice: guarded('devices:write', { liveOnly: true, instead: { deviceId: 'spareDeviceId' } }),
  listMessages: guarded('messages:read'),
  sendMessage: guarded('messages:write', {
    body: ({ deviceId }) => ({ to: '+31612340002', body: 'Hello', deviceId }),
  }),
  getMessage: guarded('messages:read'),
  listWorkspaceDevices: managed('devices:read'),
  createWorkspaceDevice: managed('devices:write', liveOnly({ name: 'Another' })),
  getWorkspaceDevice: managed('devices:read'),
  renewWorkspacePairingCode: managed('devices:write'),
  pairWorkspaceDevice: managed('devices:write', body({ code: '0123456789abcdef' })),
  disconnectWorkspaceDevice: managed('devices:write'),
  reconnectWorkspaceDevice: managed('devices:write', body({})),
  removeWorkspaceDevice: managed('devices:write', { liveOnly: true, instead: { deviceId: 'otherSpareDeviceId' } }),
  listWorkspaceMessages: managed('messages:read'),
  sendWorkspaceMessage: managed('messages:write', {
    body: ({ deviceId }) => ({ to: '+31612340002', body: 'Hello', deviceId }),
  }),
  getWorkspaceMessage: managed('messages:read'),
  listKeysInSettings: guarded('keys:read'),
  createKeyInSettings: guarded('keys:write', body({ label: 'Another', type: 'sandbox' })),
  revokeKeyInSettings: guarded('keys:write', body({ reason: 'unused' })),
  getSecuritySettings: guarded('workspace:read'),
  updateSecuritySettings: guarded('workspace:write', liveOnly({ ipAllowlist: [] })),
  sendTextMessage: guarded('messages:write', body(TEXT_MESSAGE)),
  getOwnKey: guarded(null),
  listWastackDevices: guarded('devices:read'),
  getWastackDevice: guarded('devices:read'),
  listWastackMessages: guarded('messages:read'),
  sendWastackMessage: guarded('messages:write', {
    body: ({ deviceId }) => ({ to: '+31612345678', body: 'Hello', deviceId }),
  }),
  listWhatomateContacts: managed('contacts:read'),
  listWhatomateKeys: managed('keys:read'),
  createWhatomateKey: managed('keys:write', body({ name: 'Another' })),
  deleteWhatomateKey: managed('keys:write'),
  getWastackTeam: guarded('team:read', { liveOnly: true }),
  getWastackBilling: guarded('billing:read'),
  listContacts: guarded('contacts:read'),
  createContact: guarded('contacts:write', body({ phoneNumber: '+31612345678', name: 'Somebody' })),
  getContact: guarded('contacts:read'),
  updateContact: guarded('contacts:write', body({ name: 'Renamed' })),
  deleteContact: guarded('contacts:write'),
  listTemplates: guarded('templates:read'),
  createTemplate: guarded('templates:write', liveOnly({ name: 'another', language: 'en', body: 'Hello {{1}}' })),
  getTemplate: guarded('templates:read'),
  updateTemplate: guarded('templates:write', liveOnly({ body: 'Bye {{1}}' })),
  deleteTemplate: guarded('templates:write', { liveOnly: true }),
  getAnalytics: guarded('analytics:read'),
};
