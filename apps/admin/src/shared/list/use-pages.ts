import { useCallback } from 'react';
import { useLocation, useSearchParams } from 'react-router';

/** Cursors of the pages that were passed on the way here, newest first; `null` is the first page. */
type Trail = readonly (string | null)[];

const trailOf = (state: unknown, name: string): Trail => {
  const trail = (state as Record<string, unknown> | null)?.[name];
  return Array.isArray(trail) && trail.every((cursor) => cursor === null || typeof cursor === 'string')
    ? (trail as Trail)
    : [];
};

export interface Pages {
  /** Of the page that the address asks for; `null`: the first. */
  readonly cursor: string | null;
  /** The ways on from here, given what the answer said comes next. `undefined`: there are none that way. */
  readonly ways: (nextCursor: string | null | undefined) => {
    older: (() => void) | undefined;
    newer: (() => void) | undefined;
  };
  readonly toFirst: () => void;
}

/**
 * The page of a list is in the address, so that Back, a reload and a link lead to it. There are no page numbers. Where a
 * screen has two lists, `name` tells the second one's parameter from the first one's.
 */
export function usePages(name = 'cursor'): Pages {
  const [parameters, setParameters] = useSearchParams();
  const { state } = useLocation() as { state: object | null };
  const trail = trailOf(state, name);
  const cursor = parameters.get(name) || null;

  const goTo = (target: string | null, passed: Trail) => {
    const address = new URLSearchParams(parameters);
    if (target === null) address.delete(name);
    else address.set(name, target);
    setParameters(address, { state: { ...state, [name]: passed } });
  };
  const toFirst = useCallback(
    () =>
      setParameters((address) => {
        address.delete(name);
        return address;
      }),
    [name, setParameters],
  );

  return {
    cursor,
    ways: (nextCursor) => ({
      older: nextCursor ? () => goTo(nextCursor, [...trail, cursor]) : undefined,
      newer: cursor === null ? undefined : () => goTo(trail.at(-1) ?? null, trail.slice(0, -1)),
    }),
    toFirst,
  };
}
