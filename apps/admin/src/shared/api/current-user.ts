import { queryOptions, useQuery } from '@tanstack/react-query';
import type { CurrentUser } from './model';
import { answered } from './answered';
import { api } from './client';

export const currentUserQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => answered(api.GET('/v1/auth/me', { signal })),
  staleTime: 5 * 60_000,
});

export const useCurrentUser = () => useQuery(currentUserQuery);

/** Of an answer that opens a session, all but what opens it. */
export const currentUserOf = (signedIn: CurrentUser): CurrentUser => {
  const { user, expiresAt, confirmedAt, twoFactor, memberships, address } = signedIn;
  return { user, expiresAt, confirmedAt, twoFactor, memberships, address };
};
