import { Navigate, Outlet, useParams } from 'react-router';
import { apiKeysPath } from '../../shared/api/workspaces';
import { containsWholeKey } from '../../shared/reveal/paste-guard';

/** For an address that somebody pasted a key into, in the place of its id: nothing is asked with it, and it is not kept. */
export function Component() {
  const { workspaceId = '', keyId = '' } = useParams();
  return containsWholeKey(keyId) ? <Navigate to={apiKeysPath(workspaceId)} replace /> : <Outlet />;
}
