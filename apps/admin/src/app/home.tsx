import { useQuery } from '@tanstack/react-query';
import { Navigate } from 'react-router';
import { SignOutButton } from '../features/session/sign-out-button';
import { useCurrentUser } from '../shared/api/current-user';
import { newestWorkspaceQuery, workspacePath } from '../shared/api/workspaces';
import { ErrorNotice } from '../shared/ui/error-notice';
import { FrontPage } from '../shared/ui/front-page';
import { SkeletonStack } from '../shared/ui/skeleton';

/** Leads on to where this person’s work begins. */
export function Component() {
  const me = useCurrentUser();
  const role = me.data?.user.role ?? null;
  const newest = useQuery({ ...newestWorkspaceQuery, enabled: me.isSuccess && role !== 'support' });
  if (role === 'support') return <Navigate to="/support/leak-desk" replace />;
  if (newest.isSuccess && !newest.isFetching) {
    if (newest.data !== null) return <Navigate to={workspacePath(newest.data.id)} replace />;
    return role === 'operator' ? <Navigate to="/setup" replace /> : <NoWorkspace email={me.data?.user.email ?? ''} />;
  }
  const failed = [me, newest].find((query) => query.isError);
  return (
    <FrontPage title="Latchkey">
      {failed ? (
        <ErrorNotice
          error={failed.error}
          title="Your workspaces could not be loaded."
          consequence="Nothing was changed."
          onRetry={() => void failed.refetch()}
        />
      ) : (
        <SkeletonStack label="Loading" />
      )}
    </FrontPage>
  );
}

const NoWorkspace = ({ email }: { email: string }) => (
  <FrontPage
    title="No workspace yet"
    lead="You have an account, and you are a member of no workspace. Keys live in workspaces."
  >
    <p>
      Ask an owner or admin of a workspace to invite <strong>{email}</strong>, or an operator to make a workspace for
      you. Then open this page again.
    </p>
    <p>
      <SignOutButton />
    </p>
  </FrontPage>
);
