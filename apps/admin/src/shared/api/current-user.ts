import { queryOptions, useQuery } from '@tanstack/react-query';
import { answered } from './answered';
import { api } from './client';

export const currentUserQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => answered(api.GET('/v1/auth/me', { signal })),
  staleTime: 5 * 60_000,
});

export const useCurrentUser = () => useQuery(currentUserQuery);
