import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';
import type { CreateWebhookRequest, DeliveryView, UpdateWebhookRequest, WebhookView } from '../../shared/api/model';
import { OneTimeSecret } from '../../shared/reveal/one-time-secret';

export interface IssuedWebhook {
  readonly webhook: WebhookView;
  readonly secret: OneTimeSecret;
}

const WEBHOOK = '/v1/workspaces/{workspaceId}/webhooks/{webhookId}';

const at = ({ workspaceId, id }: WebhookView) => ({ path: { workspaceId, webhookId: id } });

/** Called by itself and not as a mutation: a mutation's answer stays in the query client's cache. */
export async function createWebhook(workspaceId: string, body: CreateWebhookRequest): Promise<IssuedWebhook> {
  const { secret, ...webhook } = await answered(
    api.POST('/v1/workspaces/{workspaceId}/webhooks', { params: { path: { workspaceId } }, body }),
  );
  return { webhook, secret: new OneTimeSecret(secret) };
}

/** The same. */
export async function rotateSecret(asked: WebhookView, overlapMs: number): Promise<IssuedWebhook> {
  const { secret, ...webhook } = await answered(
    api.POST(`${WEBHOOK}/rotate-secret`, { params: at(asked), body: { overlapMs } }),
  );
  return { webhook, secret: new OneTimeSecret(secret) };
}

export const updateWebhook = (webhook: WebhookView, body: UpdateWebhookRequest) =>
  answered(api.PATCH(WEBHOOK, { params: at(webhook), body }));

export const enableWebhook = (webhook: WebhookView) => answered(api.POST(`${WEBHOOK}/enable`, { params: at(webhook) }));

export const disableWebhook = (webhook: WebhookView) =>
  answered(api.POST(`${WEBHOOK}/disable`, { params: at(webhook) }));

export const deleteWebhook = (webhook: WebhookView) => answered(api.DELETE(WEBHOOK, { params: at(webhook) }));

export const testWebhook = (webhook: WebhookView) => answered(api.POST(`${WEBHOOK}/test`, { params: at(webhook) }));

export const replayDelivery = (workspaceId: string, { webhookId, id }: DeliveryView) =>
  answered(
    api.POST(`${WEBHOOK}/deliveries/{deliveryId}/replay`, {
      params: { path: { workspaceId, webhookId, deliveryId: id } },
    }),
  );
