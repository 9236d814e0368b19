import { apiStoreContract } from './api-store.contract.js';
import { appStoreContract } from './app-store.contract.js';
import { auditLogContract } from './audit-log.contract.js';
import { databaseContract } from './database.contract.js';
import { deviceStoreContract } from './device-store.contract.js';
import { dueKeysContract } from './due-keys.contract.js';
import { idempotencyStoreContract } from './idempotency-store.contract.js';
import { keyStoreContract } from './key-store.contract.js';
import type { MakeDatabase } from './make-database.js';
import { messageStoreContract } from './message-store.contract.js';
import { meterStoreContract } from './meter-store.contract.js';
import { planStoreContract } from './plan-store.contract.js';
import { sessionStoreContract } from './session-store.contract.js';
import { usageStoreContract } from './usage-store.contract.js';
import { userStoreContract } from './user-store.contract.js';
import { workspaceStoreContract } from './workspace-store.contract.js';

/** Everything that an implementation of `Database` has to pass. */
export function databaseContracts(makeDatabase: MakeDatabase): void {
  for (const contract of [
    apiStoreContract,
    planStoreContract,
    workspaceStoreContract,
    appStoreContract,
    keyStoreContract,
    dueKeysContract,
    userStoreContract,
    sessionStoreContract,
    auditLogContract,
    deviceStoreContract,
    messageStoreContract,
    idempotencyStoreContract,
    meterStoreContract,
    usageStoreContract,
    databaseContract,
  ]) {
    contract(makeDatabase);
  }
}
