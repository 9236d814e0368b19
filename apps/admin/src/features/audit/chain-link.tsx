import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { workspaceQuery } from '../../shared/api/workspaces';
import { auditPath } from '../../shared/format/places';

/** The workspace whose log it is, which leads to it; `null`: it concerns no single one. */
export function ChainLink({ workspaceId }: { workspaceId: string | null }) {
  if (workspaceId === null) return <>The installation</>;
  return (
    <Link to={auditPath(workspaceId)}>
      <WorkspaceName workspaceId={workspaceId} />
    </Link>
  );
}

export function WorkspaceName({ workspaceId }: { workspaceId: string }) {
  const workspace = useQuery(workspaceQuery(workspaceId)).data;
  return workspace ? <bdi>{workspace.name}</bdi> : <code>{workspaceId}</code>;
}
