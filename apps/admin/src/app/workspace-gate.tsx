import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useParams } from 'react-router';
import { isProblem } from '../shared/api/failure';
import { workspaceQuery } from '../shared/api/workspaces';
import { buttonClass } from '../shared/ui/button';
import { Page } from '../shared/ui/page';

/** Lets a screen load beside its workspace, and steps in only when there is no such workspace. */
export function Component() {
  const { workspaceId = '' } = useParams();
  const workspace = useQuery(workspaceQuery(workspaceId));
  if (!isProblem(workspace.error, 'not_found')) return <Outlet />;
  return (
    <Page title="No such workspace" lead="It does not exist, or it is not yours to see.">
      <p>
        <Link to="/" className={buttonClass({ tone: 'primary' })}>
          Go to your newest workspace
        </Link>
      </p>
    </Page>
  );
}
