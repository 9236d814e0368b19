import { WEBHOOKS_MAX, type WebhookDeliveryState } from '@latchkey/vocabulary';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';
import type { DeliveryView } from '../../shared/api/model';
import { serverNowMs } from '../../shared/api/server-clock';

const WEBHOOK = '/v1/workspaces/{workspaceId}/webhooks/{webhookId}';

/** The cap, and those that requests with `X-Webhook-URL` have brought about: always one page. */
const ALL_OF_THEM = WEBHOOKS_MAX * 2;

export const webhooksOf = (workspaceId: string) => ['webhooks', workspaceId] as const;

export const webhooksQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [...webhooksOf(workspaceId), 'list'],
    queryFn: ({ signal }) =>
      answered(
        api.GET('/v1/workspaces/{workspaceId}/webhooks', {
          params: { path: { workspaceId }, query: { limit: ALL_OF_THEM } },
          signal,
        }),
      ),
  });

export const webhookQuery = (workspaceId: string, webhookId: string) =>
  queryOptions({
    queryKey: [...webhooksOf(workspaceId), webhookId],
    queryFn: ({ signal }) => answered(api.GET(WEBHOOK, { params: { path: { workspaceId, webhookId } }, signal })),
  });

export interface DeliveriesAsked {
  readonly state: WebhookDeliveryState | null;
  readonly cursor: string | null;
}

export const deliveriesOf = (workspaceId: string, webhookId: string) =>
  [...webhooksOf(workspaceId), webhookId, 'deliveries'] as const;

export const deliveriesQuery = (workspaceId: string, webhookId: string, { state, cursor }: DeliveriesAsked) =>
  queryOptions({
    queryKey: [...deliveriesOf(workspaceId, webhookId), { state, cursor }],
    queryFn: ({ signal }) => {
      const query = { ...(state !== null && { state }), ...(cursor !== null && { cursor }) };
      return answered(
        api.GET(`${WEBHOOK}/deliveries`, { params: { path: { workspaceId, webhookId }, query }, signal }),
      );
    },
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) => (data?.data.some((delivery) => isUnderWay(delivery)) ? FOLLOW_MS : false),
  });

export const deliveryQuery = (workspaceId: string, webhookId: string, deliveryId: string) =>
  queryOptions({
    queryKey: [...deliveriesOf(workspaceId, webhookId), deliveryId],
    queryFn: ({ signal }) =>
      answered(
        api.GET(`${WEBHOOK}/deliveries/{deliveryId}`, {
          params: { path: { workspaceId, webhookId, deliveryId } },
          signal,
        }),
      ),
    refetchInterval: ({ state: { data } }) => (data && isUnderWay(data) ? FOLLOW_MS : false),
  });

const FOLLOW_MS = 1_000;
const SOON_MS = 30_000;

/** Whether something will become of it while somebody looks. */
export const isUnderWay = ({ state, nextAttemptAt }: Pick<DeliveryView, 'state' | 'nextAttemptAt'>): boolean =>
  state === 'pending' && (nextAttemptAt === null || Date.parse(nextAttemptAt) - serverNowMs() < SOON_MS);
