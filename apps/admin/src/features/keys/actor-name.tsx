import { queryOptions, useQuery } from '@tanstack/react-query';
import type { ActorView } from '../../shared/api/model';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';
import { useCurrentUser } from '../../shared/api/current-user';
import { keyQuery } from './keys-query';

const PEOPLE_MAX = 100;

const peopleQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['workspace', workspaceId, 'people'],
    queryFn: async ({ signal }) => {
      const params = { path: { workspaceId }, query: { limit: PEOPLE_MAX } };
      const { data } = await answered(api.GET('/v1/workspaces/{workspaceId}/members', { params, signal }));
      return new Map(data.map(({ userId, name }) => [userId, name]));
    },
    staleTime: 60_000,
  });

/** Who did something, by name where there is one: members have theirs, keys their label, and Latchkey acts by itself. */
export function ActorName({ actor, workspaceId }: { actor: ActorView; workspaceId: string }) {
  const me = useCurrentUser().data?.user;
  const isMe = actor.kind === 'user' && actor.id === me?.id;
  const people = useQuery({ ...peopleQuery(workspaceId), enabled: actor.kind === 'user' && !isMe });
  const actingKey = useQuery({ ...keyQuery(workspaceId, actor.id), enabled: actor.kind === 'key' });
  if (isMe && me) return <>You ({me.email})</>;
  if (actor.kind === 'system') return 'Latchkey';
  const name = actor.kind === 'user' ? people.data?.get(actor.id) : actingKey.data?.label;
  return name === undefined ? <code>{actor.id}</code> : <bdi>{name}</bdi>;
}
