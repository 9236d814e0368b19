import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { ForbiddenNote } from '../../shared/access/forbidden';
import { Permitted } from '../../shared/access/permitted';
import { useAccess } from '../../shared/access/use-access';
import { workspaceQuery } from '../../shared/api/workspaces';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { Page, Panel } from '../../shared/ui/page';
import { SkeletonStack } from '../../shared/ui/skeleton';
import { workspacePlanQuery } from '../../shared/api/workspace-plan';
import { CurrentPlan } from './current-plan';
import { PlanOptions } from './plan-options';
import { Statements } from './statements';

export function Component() {
  const { workspaceId = '' } = useParams();
  const workspace = useQuery(workspaceQuery(workspaceId)).data;
  return (
    <Page
      title="Plan"
      within={workspace?.name}
      lead="What this workspace may do, what is left of it, and what it used."
    >
      <Permitted workspaceId={workspaceId} permission="workspace:read" purpose="see the plan">
        <Plan key={workspaceId} workspaceId={workspaceId} />
      </Permitted>
    </Page>
  );
}

function Plan({ workspaceId }: { workspaceId: string }) {
  const readsBilling = useAccess(workspaceId)?.may('billing:read') ?? false;
  const plan = useQuery(workspacePlanQuery(workspaceId));
  return (
    <>
      {plan.isError && (
        <ErrorNotice
          error={plan.error}
          title="The plan could not be loaded."
          consequence="Nothing was changed."
          onRetry={() => void plan.refetch()}
        />
      )}
      {plan.data ? (
        <CurrentPlan plan={plan.data} />
      ) : (
        !plan.isError && (
          <Panel>
            <SkeletonStack label="Loading the plan" />
          </Panel>
        )
      )}
      {readsBilling ? (
        <>
          <PlanOptions workspaceId={workspaceId} />
          <Statements workspaceId={workspaceId} />
        </>
      ) : (
        <ForbiddenNote permission="billing:read" purpose="see other plans and statements" />
      )}
    </>
  );
}
