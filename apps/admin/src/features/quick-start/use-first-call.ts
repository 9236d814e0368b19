import { USAGE_KEYS_MAX } from '@latchkey/vocabulary';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { WorkspaceUsage } from '../../shared/api/model';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';
import { serverNowMs } from '../../shared/api/server-clock';
import { type Calls, callsSince } from './calls-since';

const LOOK_EVERY_MS = 2_000;
/** Somebody who has gone away is not waited for. */
const PATIENCE_MS = 10 * 60_000;

const NONE: Calls = { allowed: [], refused: [] };

/** Looks for the workspace's next request until one was allowed, or nobody waits any more. */
export function useFirstCall(workspaceId: string) {
  const [waiting, setWaiting] = useState(() => ({ since: serverNowMs(), round: 0 }));
  const [before, setBefore] = useState<{ round: number; usage: WorkspaceUsage } | null>(null);
  const query = useQuery({
    queryKey: ['first-call', workspaceId, waiting.round],
    queryFn: ({ signal }) => {
      const from = new Date(waiting.since).toISOString();
      const params = { path: { workspaceId }, query: { step: 'minute', from, limit: USAGE_KEYS_MAX } } as const;
      return answered(api.GET('/v1/workspaces/{workspaceId}/usage', { params, signal }));
    },
    refetchInterval: ({ state }) => {
      const over = serverNowMs() - waiting.since > PATIENCE_MS;
      return over || (before && state.data && hasCome(before.usage, state.data)) ? false : LOOK_EVERY_MS;
    },
    gcTime: 0,
    staleTime: 0,
  });
  const { data } = query;
  if (data !== undefined && before?.round !== waiting.round) setBefore({ round: waiting.round, usage: data });
  const calls = data !== undefined && before?.round === waiting.round ? callsSince(before.usage, data) : NONE;
  return {
    query,
    calls,
    gaveUp: calls.allowed.length === 0 && serverNowMs() - waiting.since > PATIENCE_MS,
    again: () => setWaiting(({ round }) => ({ since: serverNowMs(), round: round + 1 })),
  };
}

const hasCome = (before: WorkspaceUsage, now: WorkspaceUsage): boolean => callsSince(before, now).allowed.length > 0;
