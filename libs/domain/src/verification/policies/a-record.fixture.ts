import { SYSTEM } from '../../audit/actor.js';
import type { ApiKey } from '../../key/api-key.js';
import { checkedFormat } from '../../key/secret-format.js';
import type { App } from '../../tenancy/app.js';
import { NO_LIMITS } from '../../tenancy/plan.js';
import { NO_OVERRIDES, type Workspace } from '../../tenancy/workspace.js';
import type { DecisionRequest } from '../decision.js';
import { keyRecord, type KeyRecord } from '../key-record.js';

/** The record of a key that is restricted in nothing but what a test names. */
export const aRecord = (key: Partial<ApiKey> = {}, workspace: Partial<Workspace> = {}, app?: App): KeyRecord =>
  keyRecord(
    {
      id: 'key_1',
      apiId: 'api_1',
      workspaceId: 'ws_1',
      label: 'A key',
      sha256: 'f'.repeat(64),
      start: 'lk_live_abcdef',
      last4: 'wxyz',
      environment: 'live',
      type: 'production',
      scopes: ['read'],
      deviceIds: [],
      appId: null,
      ipAllowlist: [],
      rateLimit: null,
      quota: null,
      planLabel: null,
      metadata: {},
      createdAtMs: 0,
      createdBy: SYSTEM,
      inheritsFrom: null,
      expiresAtMs: null,
      disabledAtMs: null,
      enabledAtMs: null,
      revocation: null,
      rotatedFrom: null,
      lineageId: 'key_1',
      replacement: null,
      ...key,
    },
    {
      id: 'ws_1',
      apiId: 'api_1',
      name: 'W',
      planId: 'plan_1',
      ipAllowlist: [],
      suspendedAtMs: null,
      overrides: NO_OVERRIDES,
      createdAtMs: 0,
      ...workspace,
    },
    {
      id: 'plan_1',
      apiId: 'api_1',
      slug: 'p',
      name: 'P',
      entitlements: ['api_access'],
      ...NO_LIMITS,
      monthStarts: 'calendar',
      selfService: false,
      createdAtMs: 0,
    },
    app,
  );

/** A request that asks for nothing in particular. */
export const aRequest = (overrides: Partial<DecisionRequest> = {}): DecisionRequest => ({
  credential: 'unused here',
  apiId: 'api_1',
  format: checkedFormat('lk'),
  appKey: null,
  clientAddress: '192.0.2.1',
  method: 'GET',
  requiredScopes: [],
  entitlement: null,
  liveOnly: false,
  resourceId: null,
  cost: 1,
  messages: 0,
  metering: 'charge',
  ...overrides,
});
