import type { Stores } from '@latchkey/domain';
import type { Statements } from '../statements.js';
import { PgApiStore } from './pg-api-store.js';
import { PgAppStore } from './pg-app-store.js';
import { PgAuditLog } from './pg-audit-log.js';
import { PgDeviceStore } from './pg-device-store.js';
import { PgIdempotencyStore } from './pg-idempotency-store.js';
import { PgKeyStore } from './pg-key-store.js';
import { PgMessageStore } from './pg-message-store.js';
import { PgMeterStore } from './pg-meter-store.js';
import { PgPlanStore } from './pg-plan-store.js';
import { PgSessionStore } from './pg-session-store.js';
import { PgUsageStore } from './pg-usage-store.js';
import { PgUserStore } from './pg-user-store.js';
import { PgWorkspaceStore } from './pg-workspace-store.js';

export const pgStores = (statements: Statements): Stores => ({
  apis: new PgApiStore(statements),
  plans: new PgPlanStore(statements),
  workspaces: new PgWorkspaceStore(statements),
  apps: new PgAppStore(statements),
  keys: new PgKeyStore(statements),
  users: new PgUserStore(statements),
  sessions: new PgSessionStore(statements),
  audit: new PgAuditLog(statements),
  devices: new PgDeviceStore(statements),
  messages: new PgMessageStore(statements),
  idempotency: new PgIdempotencyStore(statements),
  meters: new PgMeterStore(statements),
  usage: new PgUsageStore(statements),
});
