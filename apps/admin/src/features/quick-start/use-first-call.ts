import { USAGE_KEYS_MAX } from '@latchkey/vocabulary';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { WorkspaceUsage } from '../../shared/api/model';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';
import { serverNowMs } from '../../shared/api/server-clock';
import { type Calls, callsSince } from './calls-since';

const LOOK_EVERY_MS = 2_000;
/** Somebody who has gone away is not waited for. */
const PATIENCE_MS = 10 * 60_000;

const NONE: Calls = { allowed: [], refused: [] };

interface Round {
  readonly number: number;
  readonly sinceMs: number;
}

/** Looks for the workspace's next request until one was allowed, or nobody waits any more. */
export function useFirstCall(workspaceId: string) {
  const [round, setRound] = useState<Round>(() => ({ number: 0, sinceMs: serverNowMs() }));
  const [before, setBefore] = useState<{ round: number; usage: WorkspaceUsage } | null>(null);
  const gaveUp = useGaveUp(round.number);
  const query = useQuery({
    queryKey: ['first-call', workspaceId, round.number],
    queryFn: ({ signal }) => {
      const from = new Date(round.sinceMs).toISOString();
      const params = { path: { workspaceId }, query: { step: 'minute', from, limit: USAGE_KEYS_MAX } } as const;
      return answered(api.GET('/v1/workspaces/{workspaceId}/usage', { params, signal }));
    },
    refetchInterval: ({ state }) =>
      gaveUp || (before && state.data && hasCome(before.usage, state.data)) ? false : LOOK_EVERY_MS,
    gcTime: 0,
    staleTime: 0,
  });
  const { data } = query;
  if (data !== undefined && before?.round !== round.number) setBefore({ round: round.number, usage: data });
  const calls = data !== undefined && before?.round === round.number ? callsSince(before.usage, data) : NONE;
  return {
    query,
    calls,
    gaveUp,
    again: () => setRound(({ number }) => ({ number: number + 1, sinceMs: serverNowMs() })),
  };
}

function useGaveUp(round: number): boolean {
  const [gaveUp, setGaveUp] = useState<number | null>(null);
  useEffect(() => {
    const patience = window.setTimeout(() => setGaveUp(round), PATIENCE_MS);
    return () => window.clearTimeout(patience);
  }, [round]);
  return gaveUp === round;
}

const hasCome = (before: WorkspaceUsage, now: WorkspaceUsage): boolean => callsSince(before, now).allowed.length > 0;
