import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { Building2, KeyRound } from 'lucide-react';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';
import { apiKeysPath, workspacePath } from '../../shared/api/workspaces';
import { type Entry, fits } from './entries';

/** Of a kind; whoever wants to see more goes to their list. */
const FOUND_MAX = 6;
const WORKSPACES_READ = 100;

interface Found {
  readonly entries: readonly Entry[];
  readonly failed: boolean;
}

type Go = (path: string) => void;

export function useWorkspaceEntries(text: string, workspaceId: string | null, go: Go): Found {
  const { data, isError } = useQuery({
    queryKey: ['workspaces', 'palette'],
    queryFn: ({ signal }) =>
      answered(api.GET('/v1/workspaces', { params: { query: { limit: WORKSPACES_READ } }, signal })),
  });
  const entries = (data?.data ?? [])
    .filter(({ id }) => id !== workspaceId)
    .map(({ id, name }) => ({ id, title: name, Icon: Building2, run: () => go(workspacePath(id)) }))
    .filter((entry) => fits(text, entry));
  return { entries: entries.slice(0, FOUND_MAX), failed: isError };
}

/** `workspaceId`: `null` where its keys may not be seen. */
export function useKeyEntries(text: string, workspaceId: string | null, go: Go): Found {
  const asked = workspaceId !== null && text.length > 1;
  const { data, isError } = useQuery({
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
  if (!asked) return { entries: [], failed: false };
  const entries = (data?.data ?? []).map(({ id, label, start, last4 }) => ({
    id,
    title: label,
    second: `${start}…${last4}`,
    Icon: KeyRound,
    run: () => go(`${apiKeysPath(workspaceId)}?${new URLSearchParams({ q: start }).toString()}`),
  }));
  return { entries, failed: isError };
}
