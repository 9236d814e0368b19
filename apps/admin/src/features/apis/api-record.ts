import { queryOptions } from '@tanstack/react-query';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';

/** As operators see it, who also change it. */
export const apiRecordQuery = (apiId: string) =>
  queryOptions({
    queryKey: ['apis', apiId],
    queryFn: ({ signal }) => answered(api.GET('/v1/apis/{apiId}', { params: { path: { apiId } }, signal })),
    staleTime: 60_000,
  });
