import { queryOptions } from '@tanstack/react-query';
import { answered } from './answered';
import { api } from './client';

export const setupStatusQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: ({ signal }) => answered(api.GET('/v1/setup', { signal })),
});
