import { useQuery } from '@tanstack/react-query';
import type { ActorView } from '../api/model';
import { useCurrentUser } from '../api/current-user';
import { KeyLink } from './key-link';
import { everyMemberQuery } from './members';

interface ActorNameProps {
  actor: ActorView;
  /** `null`: it was no single workspace's business. */
  workspaceId: string | null;
}

/** Who did something: a person by name where they are known here, a key by its label, or Latchkey itself. */
export function ActorName({ actor, workspaceId }: ActorNameProps) {
  switch (actor.kind) {
    case 'system':
      return <>Latchkey itself</>;
    case 'key':
      return workspaceId === null ? <code>{actor.id}</code> : <KeyLink workspaceId={workspaceId} keyId={actor.id} />;
    case 'user':
      return <PersonName userId={actor.id} workspaceId={workspaceId} />;
  }
}

/** Staff, and people who have left, are members of nothing here: their id is what there is. */
export function PersonName({ userId, workspaceId }: { userId: string; workspaceId: string | null }) {
  const me = useCurrentUser().data?.user;
  const isMe = userId === me?.id;
  const members = useQuery({ ...everyMemberQuery(workspaceId ?? ''), enabled: workspaceId !== null && !isMe }).data;
  if (isMe) return <>You ({me.email})</>;
  const member = members?.find((each) => each.userId === userId);
  return member ? <bdi>{member.name || member.email}</bdi> : <code>{userId}</code>;
}
