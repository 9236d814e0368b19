import { Link } from 'react-router';
import { apiKeysPath } from '../../shared/api/workspaces';
import { buttonClass } from '../../shared/ui/button';
import { Page } from '../../shared/ui/page';

export const NoSuchKey = ({ workspaceId }: { workspaceId: string }) => (
  <Page title="No such key" lead="It does not exist, or it is not in this workspace.">
    <p>
      <Link to={apiKeysPath(workspaceId)} className={buttonClass({ tone: 'primary' })}>
        All keys of this workspace
      </Link>
    </p>
  </Page>
);
