import { useQuery } from '@tanstack/react-query';
import { ChartColumn } from 'lucide-react';
import { useParams, useSearchParams } from 'react-router';
import { Permitted } from '../../shared/access/permitted';
import { failureOf } from '../../shared/api/failure';
import type { WorkspaceUsage } from '../../shared/api/model';
import { workspaceQuery } from '../../shared/api/workspaces';
import { Empty } from '../../shared/ui/empty';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { Page, Panel } from '../../shared/ui/page';
import { SkeletonStack } from '../../shared/ui/skeleton';
import { RequestsChart } from '../../shared/usage/requests-chart';
import { workspaceUsageQuery } from '../../shared/usage/usage-query';
import { rangeOf, rangeParameters, rangeWords, type UsageRange } from '../../shared/usage/usage-range';
import { UsageByDevice } from './by-device';
import { UsageByKey } from './by-key';
import { UsageByNetwork } from './by-network';
import { UsageCsvLink } from './csv-link';
import { RangePicker } from './range-picker';
import { RefusedByReason } from './refused-by-reason';

export function Component() {
  const { workspaceId = '' } = useParams();
  const workspace = useQuery(workspaceQuery(workspaceId)).data;
  return (
    <Page title="Usage" within={workspace?.name} lead="Every request that was decided, up to a second ago.">
      <Permitted workspaceId={workspaceId} permission="workspace:read" purpose="see usage">
        <Usage key={workspaceId} workspaceId={workspaceId} />
      </Permitted>
    </Page>
  );
}

function Usage({ workspaceId }: { workspaceId: string }) {
  const [parameters, setParameters] = useSearchParams();
  const range = rangeOf(parameters);
  const usage = useQuery(workspaceUsageQuery(workspaceId, range));
  const fault = usage.isError ? failureOf(usage.error).fields[0] : undefined;
  const atField = range.name === 'custom' && fault ? fault : undefined;
  return (
    <>
      <RangePicker range={range} fault={atField} onChange={(chosen) => setParameters(rangeParameters(chosen))} />
      {usage.isError && !atField && (
        <ErrorNotice
          error={usage.error}
          title="Usage could not be loaded."
          consequence="Nothing was changed."
          onRetry={() => void usage.refetch()}
        />
      )}
      {usage.data && !usage.isError ? (
        <UsageParts workspaceId={workspaceId} usage={usage.data} range={range} busy={usage.isPlaceholderData} />
      ) : (
        !usage.isError && (
          <Panel>
            <SkeletonStack label="Loading usage" />
          </Panel>
        )
      )}
    </>
  );
}

interface UsagePartsProps {
  workspaceId: string;
  usage: WorkspaceUsage;
  range: UsageRange;
  busy: boolean;
}

function UsageParts({ workspaceId, usage, range, busy }: UsagePartsProps) {
  const requests = Object.values(usage.totals).reduce((sum, count) => sum + count, 0);
  if (usage.lastUsedAt === null && requests === 0) return <NothingYet />;
  return (
    <>
      <Panel>
        <RequestsChart title={`Requests ${rangeWords(range)}`} usage={usage} />
        <p>
          <UsageCsvLink workspaceId={workspaceId} usage={usage} />
        </p>
      </Panel>
      <RefusedByReason totals={usage.totals} busy={busy} />
      <UsageByKey workspaceId={workspaceId} keys={usage.keys} busy={busy} />
      <UsageByDevice workspaceId={workspaceId} devices={usage.devices} busy={busy} />
      <UsageByNetwork networks={usage.networks} />
    </>
  );
}

const NothingYet = () => (
  <Empty icon={<ChartColumn size={22} aria-hidden />} title="No requests yet">
    As soon as a program calls the API with a key of this workspace, its requests are counted here: what was accepted,
    what was refused and why.
  </Empty>
);
