import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { planPath } from '../../shared/format/places';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { Panel } from '../../shared/ui/page';
import { SkeletonStack } from '../../shared/ui/skeleton';
import { CapMeter, Meter } from '../../shared/usage/meter';
import { workspacePlanQuery } from '../../shared/api/workspace-plan';

export function AllowancesPanel({ workspaceId }: { workspaceId: string }) {
  const plan = useQuery(workspacePlanQuery(workspaceId));
  return (
    <Panel heading="What is left">
      {plan.isError && (
        <ErrorNotice
          error={plan.error}
          title="The plan could not be loaded."
          consequence="Nothing was changed."
          onRetry={() => void plan.refetch()}
        />
      )}
      {plan.data ? (
        <>
          {plan.data.use.meters.map((meter) => (
            <Meter key={meter.name} meter={meter} />
          ))}
          <CapMeter title="API keys" use={plan.data.use.keys} />
          <CapMeter title="Devices" use={plan.data.use.devices} />
          <p>
            <Link to={planPath(workspaceId)}>The plan {plan.data.plan.name}</Link>
          </p>
        </>
      ) : (
        !plan.isError && <SkeletonStack label="Loading the plan" />
      )}
    </Panel>
  );
}
