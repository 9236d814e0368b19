import { useQuery } from '@tanstack/react-query';
import type { ActorView } from '../api/model';
import { useCurrentUser } from '../api/current-user';
import { KeyLink } from './key-link';
import { everyMemberQuery, newestAccountsQuery } from './members';

interface ActorNameProps {
  actor: ActorView;
  /** `null`: it was no single workspace's business. */
  workspaceId: string | null;
  /** Where it is read as a document: “you” with the mail address, so that it still says who when somebody else reads it. */
  forTheRecord?: boolean;
}

/** Who did something: a person by name where they are known here, a key by its label, or Latchkey itself. */
export function ActorName({ actor, workspaceId, forTheRecord = false }: ActorNameProps) {
  switch (actor.kind) {
    case 'system':
      return <>Latchkey itself</>;
    case 'key':
      return workspaceId === null ? <code>{actor.id}</code> : <KeyLink workspaceId={workspaceId} keyId={actor.id} />;
    case 'user':
      return <PersonName userId={actor.id} workspaceId={workspaceId} forTheRecord={forTheRecord} />;
  }
}

interface PersonNameProps {
  userId: string;
  workspaceId: string | null;
  forTheRecord?: boolean;
}

/** Members by their names. Operators know everybody's; to others, staff and people who have left are ids. */
export function PersonName({ userId, workspaceId, forTheRecord = false }: PersonNameProps) {
  const me = useCurrentUser().data?.user;
  const isMe = userId === me?.id;
  const ofMembers = useQuery({ ...everyMemberQuery(workspaceId ?? ''), enabled: workspaceId !== null && !isMe });
  const member = ofMembers.data?.find((each) => each.userId === userId);
  const isStranger = !isMe && member === undefined && (workspaceId === null || !ofMembers.isPending);
  const mayAsk = me?.role === 'operator';
  const ofAccounts = useQuery({ ...newestAccountsQuery, enabled: isStranger && mayAsk });
  if (isMe) return forTheRecord ? <>You ({me.email})</> : <>You</>;
  const person = member ?? ofAccounts.data?.find(({ id }) => id === userId);
  return person ? <bdi>{person.name || person.email}</bdi> : <code>{userId}</code>;
}
