import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { SessionView } from '../../shared/api/model';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';

export const SESSIONS = ['sessions'] as const;

export const sessionsQuery = (cursor: string | null) =>
  queryOptions({
    queryKey: [...SESSIONS, cursor] as const,
    queryFn: ({ signal }) =>
      answered(api.GET('/v1/auth/sessions', { params: { query: { ...(cursor !== null && { cursor }) } }, signal })),
    placeholderData: keepPreviousData,
  });

export const endSession = ({ id }: SessionView) =>
  answered(api.DELETE('/v1/auth/sessions/{sessionId}', { params: { path: { sessionId: id } } }));

export const endOtherSessions = () => answered(api.DELETE('/v1/auth/sessions'));
