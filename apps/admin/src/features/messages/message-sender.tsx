import { useQuery } from '@tanstack/react-query';
import { useAccess } from '../../shared/access/use-access';
import { keyLabelQuery } from '../../shared/records/key-record';
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
    ...keyLabelQuery(workspaceId, sender.id),
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
