import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { Building2, KeyRound } from 'lucide-react';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';
import { workspacePath } from '../../shared/api/workspaces';
import { keyPath } from '../../features/keys/key-paths';
import type { Entry } from './entries';

/** Of a kind; whoever wants to see more goes to their list. */
const FOUND_MAX = 6;

interface Found {
  readonly entries: readonly Entry[];
  readonly failed: boolean;
  readonly looking: boolean;
}

type Go = (path: string) => void;

/** By the beginning of their names, which the server finds among however many there are; else the newest. */
export function useWorkspaceEntries(text: string, workspaceId: string | null, go: Go): Found {
  const { data, isError, isFetching } = useQuery({
    queryKey: ['workspaces', 'palette', text],
    queryFn: ({ signal }) => {
      // One more, for the one that is looked at is left out.
      const query = { limit: FOUND_MAX + 1, ...(text !== '' && { q: text }) };
      return answered(api.GET('/v1/workspaces', { params: { query }, signal }));
    },
    placeholderData: keepPreviousData,
  });
  const entries = (data?.data ?? [])
    .filter(({ id }) => id !== workspaceId)
    .map(({ id, name }) => ({ id, title: name, Icon: Building2, run: () => go(workspacePath(id)) }));
  return { entries: entries.slice(0, FOUND_MAX), failed: isError, looking: isFetching };
}

/** `workspaceId`: `null` where its keys may not be seen. */
export function useKeyEntries(text: string, workspaceId: string | null, go: Go): Found {
  const asked = workspaceId !== null && text.length > 1;
  const { data, isError, isFetching } = useQuery({
    queryKey: ['keys', workspaceId, 'palette', text],
    queryFn: asked
      ? ({ signal }) =>
          answered(
            api.GET('/v1/workspaces/{workspaceId}/keys', {
              params: { path: { workspaceId }, query: { q: text, limit: FOUND_MAX } },
              signal,
            }),
          )
      : skipToken,
    placeholderData: keepPreviousData,
  });
  if (!asked) return { entries: [], failed: false, looking: false };
  const entries = (data?.data ?? []).map(({ id, label, start, last4 }) => ({
    id,
    title: label,
    second: `${start}…${last4}`,
    Icon: KeyRound,
    run: () => go(keyPath({ workspaceId, id })),
  }));
  return { entries, failed: isError, looking: isFetching };
}
