import { useCurrentUser } from '../api/current-user';
import { type Access, accessOf } from './access';

/** `undefined` until it is known who is asking. The server decides all the same: this only saves a walk into a wall. */
export function useAccess(workspaceId: string | null): Access | undefined {
  const me = useCurrentUser().data;
  return me && accessOf(me, workspaceId);
}
