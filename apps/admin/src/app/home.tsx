import { useQuery } from '@tanstack/react-query';
import { Navigate } from 'react-router';
import { apiKeysPath, newestWorkspaceQuery } from '../shared/api/workspaces';
import { ErrorNotice } from '../shared/ui/error-notice';
import { FrontPage } from '../shared/ui/front-page';
import { SkeletonStack } from '../shared/ui/skeleton';

/** Leads on to the newest workspace, or to what is left to set up. */
export function Component() {
  const newest = useQuery(newestWorkspaceQuery);
  if (newest.isSuccess && !newest.isFetching) {
    return <Navigate to={newest.data === null ? '/setup' : apiKeysPath(newest.data.id)} replace />;
  }
  return (
    <FrontPage title="Latchkey">
      {newest.isError ? (
        <ErrorNotice
          error={newest.error}
          title="The workspaces could not be loaded."
          consequence="Nothing was changed."
          onRetry={() => void newest.refetch()}
        />
      ) : (
        <SkeletonStack label="Loading" />
      )}
    </FrontPage>
  );
}
