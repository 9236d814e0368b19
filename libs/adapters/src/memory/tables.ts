import type { Api, ApiKey, App, AuditEntry, Device, Message, Plan, Session, User, Workspace } from '@latchkey/domain';
import type { MeteredPeriod } from './metered-period.js';
import type { RequestRow } from './request-row.js';
import { Table } from './table.js';
import type { UsageCountRow, UsageNetworkRow, UsageUseRow, UsageWriterRow } from './usage-rows.js';

export interface Tables {
  readonly apis: Table<Api>;
  readonly plans: Table<Plan>;
  readonly workspaces: Table<Workspace>;
  readonly apps: Table<App>;
  readonly keys: Table<ApiKey>;
  readonly users: Table<User>;
  readonly sessions: Table<Session>;
  readonly audit: Table<AuditEntry>;
  readonly devices: Table<Device>;
  readonly messages: Table<Message>;
  readonly requests: Table<RequestRow>;
  readonly meters: Table<MeteredPeriod>;
  readonly usageCounts: Table<UsageCountRow>;
  readonly usageUses: Table<UsageUseRow>;
  readonly usageNetworks: Table<UsageNetworkRow>;
  readonly usageWriters: Table<UsageWriterRow>;
}

export const emptyTables = (): Tables => ({
  apis: new Table<Api>({ slug: (api) => [api.slug], hostnames: (api) => api.hostnames }),
  plans: new Table<Plan>({ slug: (plan) => [`${plan.apiId} ${plan.slug}`] }),
  workspaces: new Table<Workspace>(),
  apps: new Table<App>({ appKey: (app) => [app.appKey] }),
  keys: new Table<ApiKey>({ sha256: (key) => [key.sha256] }),
  users: new Table<User>({ email: (user) => [user.email] }),
  sessions: new Table<Session>(),
  audit: new Table<AuditEntry>(),
  devices: new Table<Device>(),
  messages: new Table<Message>(),
  requests: new Table<RequestRow>(),
  meters: new Table<MeteredPeriod>(),
  usageCounts: new Table<UsageCountRow>(),
  usageUses: new Table<UsageUseRow>(),
  usageNetworks: new Table<UsageNetworkRow>(),
  usageWriters: new Table<UsageWriterRow>(),
});

export const tablesOver = (tables: Tables): Tables => ({
  apis: tables.apis.over(),
  plans: tables.plans.over(),
  workspaces: tables.workspaces.over(),
  apps: tables.apps.over(),
  keys: tables.keys.over(),
  users: tables.users.over(),
  sessions: tables.sessions.over(),
  audit: tables.audit.over(),
  devices: tables.devices.over(),
  messages: tables.messages.over(),
  requests: tables.requests.over(),
  meters: tables.meters.over(),
  usageCounts: tables.usageCounts.over(),
  usageUses: tables.usageUses.over(),
  usageNetworks: tables.usageNetworks.over(),
  usageWriters: tables.usageWriters.over(),
});

export function settle(tables: Tables): void {
  for (const table of Object.values(tables) as Pick<Table<never>, 'settle'>[]) table.settle();
}
