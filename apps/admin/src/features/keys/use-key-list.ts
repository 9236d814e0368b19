import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { usePages } from '../../shared/list/use-pages';
import { type KeyFilters, filtersOf, filtersToParameters } from './key-filters';
import { keysOf, keysQuery } from './keys-query';

/** The keys that the address asks for, and the ways to ask for others. */
export function useKeyList(workspaceId: string) {
  const queryClient = useQueryClient();
  const [parameters, setParameters] = useSearchParams();
  const { cursor, ways } = usePages();
  const filters = useMemo(() => filtersOf(parameters), [parameters]);
  const query = useQuery(keysQuery(workspaceId, filters, cursor));
  const nextCursor = query.isPlaceholderData ? null : (query.data?.nextCursor ?? null);

  const setFilters = useCallback(
    (changed: KeyFilters) => setParameters(filtersToParameters(changed), { replace: true }),
    [setParameters],
  );

  const reload = () => void queryClient.invalidateQueries({ queryKey: keysOf(workspaceId) });

  return {
    query,
    filters,
    setFilters,
    cursor,
    ...ways(nextCursor),
    reload,
  };
}
