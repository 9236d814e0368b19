import { useQuery } from '@tanstack/react-query';
import { useAccess } from '../../shared/access/use-access';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';
import { useCurrentUser } from '../../shared/api/current-user';
import type { ActorView } from '../../shared/api/model';

interface SenderProps {
  workspaceId: string;
  sender: ActorView;
}

/** By name, where whoever looks may know it. */
export function Sender({ workspaceId, sender }: SenderProps) {
  const me = useCurrentUser().data?.user.id;
  const mayReadKeys = useAccess(workspaceId)?.may('keys:read') ?? false;
  const key = useQuery({
    queryKey: ['key', workspaceId, sender.id],
    queryFn: ({ signal }) =>
      answered(
        api.GET('/v1/workspaces/{workspaceId}/keys/{keyId}', {
          params: { path: { workspaceId, keyId: sender.id } },
          signal,
        }),
      ),
    enabled: sender.kind === 'key' && mayReadKeys,
  });
  if (sender.id === me) return 'You';
  if (key.data) return <>The key {key.data.label}</>;
  return (
    <>
      {sender.kind === 'key' ? 'A key' : 'Somebody signed in'}: <code>{sender.id}</code>
    </>
  );
}
