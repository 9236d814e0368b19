import { randomBytes } from 'node:crypto';
import type { Client } from 'pg';
import { openDatabaseOf } from './database.js';
import type { Http } from './http.js';
import type { PageJson, WorkspaceJson } from './tenancy.js';

export interface WebhookJson {
  readonly id: string;
  readonly workspaceId: string;
  readonly url: string | null;
  readonly enabled: boolean;
  readonly disabledReason: string | null;
  readonly failingSince: string | null;
  readonly secret: string;
}

export interface DeliveryJson {
  readonly id: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly state: string;
  readonly nextAttemptAt: string | null;
  readonly attempts: readonly { readonly statusCode: number | null; readonly error: string | null }[];
}

/** A plain server on loopback may be told. */
export const LOOPBACK_ALLOWED = { WEBHOOK_ALLOW_NETWORKS: '127.0.0.0/8' } as const;

export const webhooksOf = ({ id }: Pick<WorkspaceJson, 'id'>): string => `/v1/workspaces/${id}/webhooks`;
export const webhookPath = ({ id, workspaceId }: WebhookJson): string => `${webhooksOf({ id: workspaceId })}/${id}`;

export async function createWebhook(client: Http, workspace: WorkspaceJson, body: object): Promise<WebhookJson> {
  return (await client.post(webhooksOf(workspace), body)).expect(201);
}

export async function testWebhook(client: Http, webhook: WebhookJson): Promise<DeliveryJson> {
  return (await client.post(`${webhookPath(webhook)}/test`)).expect(202);
}

export async function deliveriesOf(client: Http, webhook: WebhookJson, query = ''): Promise<readonly DeliveryJson[]> {
  const answer = await client.get(`${webhookPath(webhook)}/deliveries?limit=100${query}`);
  return answer.expect<PageJson<DeliveryJson>>(200).data;
}

export async function readWebhook(client: Http, webhook: WebhookJson): Promise<WebhookJson> {
  return (await client.get(webhookPath(webhook))).expect(200);
}

/** Events as the server's own transactions write them. Answers their ids. */
export async function append(
  database: Client,
  workspace: Pick<WorkspaceJson, 'id'>,
  count: number,
  { type = 'message.sent', overrideUrl = null }: { type?: string; overrideUrl?: string | null } = {},
): Promise<readonly string[]> {
  const ids = Array.from({ length: count }, () => `evt_${randomBytes(13).toString('hex')}`);
  await database.query(
    `INSERT INTO events (id, workspace_id, type, occurred_at, data, override_url)
     SELECT id, $2, $3, now(), '{"id":"msg_1"}', $4 FROM unnest($1::text[]) AS id`,
    [ids, workspace.id, type, overrideUrl],
  );
  return ids;
}

/** The same, on a connection of its own. */
export async function happen(
  dataDir: string,
  ...of: Parameters<typeof append> extends [Client, ...infer Rest] ? Rest : never
): Promise<readonly string[]> {
  const database = await openDatabaseOf(dataDir);
  try {
    return await append(database, ...of);
  } finally {
    await database.end();
  }
}
