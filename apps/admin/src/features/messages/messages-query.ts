import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';
import type { MessageView, SendMessageRequest } from '../../shared/api/model';
import { serverNowMs } from '../../shared/api/server-clock';
import type { MessageFilters } from './message-filters';

const MESSAGES = '/v1/workspaces/{workspaceId}/messages';

export const messagesOf = (workspaceId: string) => ['messages', workspaceId] as const;

export const messagesQuery = (workspaceId: string, filters: MessageFilters, cursor: string | null) =>
  queryOptions({
    queryKey: [...messagesOf(workspaceId), filters, cursor] as const,
    queryFn: ({ signal }) => {
      const query = { ...filters, ...(cursor !== null && { cursor }) };
      return answered(api.GET(MESSAGES, { params: { path: { workspaceId }, query }, signal }));
    },
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) => (data?.data.some(isUnderWay) ? FOLLOW_MS : false),
  });

export const messageQuery = (workspaceId: string, messageId: string) =>
  queryOptions({
    queryKey: [...messagesOf(workspaceId), messageId] as const,
    queryFn: ({ signal }) =>
      answered(api.GET(`${MESSAGES}/{messageId}`, { params: { path: { workspaceId, messageId } }, signal })),
    refetchInterval: ({ state: { data } }) => (data && isUnderWay(data) ? FOLLOW_MS : false),
  });

/** @param attempt its name: sent again under the same one, nothing is sent twice */
export const sendMessage = (workspaceId: string, body: SendMessageRequest, attempt: string) =>
  answered(api.POST(MESSAGES, { params: { path: { workspaceId }, header: { 'Idempotency-Key': attempt } }, body }));

const FOLLOW_MS = 1_000;
const LIVELY_MS = 60_000;

/** Whether something is likely to become of it while somebody looks: most goes on within a minute, or not for long. */
export const isUnderWay = ({ status, statusChangedAt }: MessageView): boolean =>
  status !== 'read' && status !== 'failed' && serverNowMs() - Date.parse(statusChangedAt) < LIVELY_MS;
