import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useLocation, useSearchParams } from 'react-router';
import type { KeyPage, KeyView } from '../../shared/api/model';
import { type KeyFilters, filtersOf, filtersToParameters } from './key-filters';
import { keysOf, keysQuery } from './keys-query';

/** Cursors of the pages that were passed on the way here, newest first; `null` is the first page. */
type Trail = readonly (string | null)[];

const trailOf = (state: unknown): Trail => {
  const trail = (state as { trail?: unknown } | null)?.trail;
  return Array.isArray(trail) && trail.every((cursor) => cursor === null || typeof cursor === 'string')
    ? (trail as Trail)
    : [];
};

/** The keys that the address asks for, and the ways to ask for others. */
export function useKeyList(workspaceId: string) {
  const queryClient = useQueryClient();
  const [parameters, setParameters] = useSearchParams();
  const trail = trailOf(useLocation().state);
  const filters = useMemo(() => filtersOf(parameters), [parameters]);
  const cursor = parameters.get('cursor') || null;
  const query = useQuery(keysQuery(workspaceId, filters, cursor));
  const nextCursor = query.isPlaceholderData ? null : (query.data?.nextCursor ?? null);

  const setFilters = useCallback(
    (changed: KeyFilters) => setParameters(filtersToParameters(changed), { replace: true }),
    [setParameters],
  );

  const goTo = (target: string | null, passed: Trail) => {
    const address = filtersToParameters(filters);
    if (target !== null) address.set('cursor', target);
    setParameters(address, { state: { trail: passed } });
  };

  /** The row changes at once; whether it still belongs on this page, the server says. */
  const changed = (key: KeyView) => {
    queryClient.setQueriesData<KeyPage>(
      { queryKey: keysOf(workspaceId) },
      (page) => page && { ...page, data: page.data.map((known) => (known.id === key.id ? key : known)) },
    );
    reload();
  };

  const reload = () => void queryClient.invalidateQueries({ queryKey: keysOf(workspaceId) });

  return {
    query,
    filters,
    setFilters,
    cursor,
    /** `undefined`: there are none that way. */
    older: nextCursor === null ? undefined : () => goTo(nextCursor, [...trail, cursor]),
    newer: cursor === null ? undefined : () => goTo(trail.at(-1) ?? null, trail.slice(0, -1)),
    changed,
    reload,
  };
}
