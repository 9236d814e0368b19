import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Navigate } from 'react-router';
import { apisQuery } from '../../shared/api/apis';
import { useCurrentUser } from '../../shared/api/current-user';
import { setupStatusQuery } from '../../shared/api/setup-status';
import { newestWorkspaceQuery } from '../../shared/api/workspaces';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { FrontPage } from '../../shared/ui/front-page';
import { SkeletonStack } from '../../shared/ui/skeleton';
import { AccountStep } from './account-step';
import { FirstApiStep } from './first-api-step';

export function Component() {
  const status = useQuery(setupStatusQuery);
  if (status.isPending) return <SetupPage>{<SkeletonStack label="Looking up what is left to do" />}</SetupPage>;
  if (status.isError) {
    return (
      <SetupPage>
        <ErrorNotice
          error={status.error}
          title="The state of this installation could not be read."
          consequence="Nothing was changed."
          onRetry={() => void status.refetch()}
        />
      </SetupPage>
    );
  }
  return status.data.needed ? (
    <SetupPage lead="Create the first account. It is the operator: it defines APIs and reaches every workspace.">
      <AccountStep />
    </SetupPage>
  ) : (
    <RemainingSteps />
  );
}

/** The account exists. What is left depends on what the server already has: nothing, an API, or everything. */
function RemainingSteps() {
  const me = useCurrentUser();
  const isOperator = me.data?.user.role === 'operator';
  const apis = useQuery({ ...apisQuery, staleTime: 0, enabled: isOperator });
  const workspace = useQuery({ ...newestWorkspaceQuery, enabled: isOperator });
  // Nothing here is theirs to do.
  if (me.isSuccess && !isOperator) return <Navigate to="/" replace />;
  const failed = [me, apis, workspace].find((query) => query.isError);
  if (failed) {
    return (
      <SetupPage>
        <ErrorNotice
          error={failed.error}
          title="What is left to set up could not be read."
          consequence="Nothing was changed."
          onRetry={() => void failed.refetch()}
        />
      </SetupPage>
    );
  }
  if (!apis.isSuccess || workspace.data === undefined) {
    return <SetupPage>{<SkeletonStack label="Looking up what is left to do" />}</SetupPage>;
  }
  if (workspace.data !== null) return <Navigate to="/" replace />;
  const existing = apis.data.at(-1) ?? null;
  return (
    <SetupPage
      lead={
        existing
          ? 'One thing is left: the first workspace. Keys live in workspaces and never cross them.'
          : 'Say which API the keys open and how it speaks, and name the first workspace. Keys live in workspaces.'
      }
    >
      <FirstApiStep existing={existing} />
    </SetupPage>
  );
}

const SetupPage = ({ lead, children }: { lead?: string; children: ReactNode }) => (
  <FrontPage title="Set up Latchkey" lead={lead} wide>
    {children}
  </FrontPage>
);
