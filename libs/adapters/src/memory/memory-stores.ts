import type { Stores } from '@latchkey/domain';
import { MemoryApiStore } from './memory-api-store.js';
import { MemoryAppStore } from './memory-app-store.js';
import { MemoryAuditLog } from './memory-audit-log.js';
import { MemoryDeviceStore } from './memory-device-store.js';
import { MemoryIdempotencyStore } from './memory-idempotency-store.js';
import { MemoryKeyStore } from './memory-key-store.js';
import { MemoryMessageStore } from './memory-message-store.js';
import { MemoryMeterStore } from './memory-meter-store.js';
import { MemoryPlanStore } from './memory-plan-store.js';
import { MemorySessionStore } from './memory-session-store.js';
import { MemoryUsageStore } from './memory-usage-store.js';
import { MemoryUserStore } from './memory-user-store.js';
import { MemoryWorkspaceStore } from './memory-workspace-store.js';
import type { TableAccess } from './table-access.js';

export const memoryStores = (access: TableAccess): Stores => ({
  apis: new MemoryApiStore(access),
  plans: new MemoryPlanStore(access),
  workspaces: new MemoryWorkspaceStore(access),
  apps: new MemoryAppStore(access),
  keys: new MemoryKeyStore(access),
  users: new MemoryUserStore(access),
  sessions: new MemorySessionStore(access),
  audit: new MemoryAuditLog(access),
  devices: new MemoryDeviceStore(access),
  messages: new MemoryMessageStore(access),
  idempotency: new MemoryIdempotencyStore(access),
  meters: new MemoryMeterStore(access),
  usage: new MemoryUsageStore(access),
});
