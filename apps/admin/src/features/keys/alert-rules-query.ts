import { queryOptions } from '@tanstack/react-query';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';

/** After how many days a key that was not rotated is told of; `null`: nobody is told. */
export const rotationReminderQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['workspace', workspaceId, 'rotation-reminder'],
    queryFn: async ({ signal }) => {
      const { rules } = await answered(
        api.GET('/v1/workspaces/{workspaceId}/alert-rules', { params: { path: { workspaceId } }, signal }),
      );
      return rules.rotation_due.enabled ? rules.rotation_due.afterDays : null;
    },
  });
