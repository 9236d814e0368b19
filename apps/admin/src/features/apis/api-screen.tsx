import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { Permitted } from '../../shared/access/permitted';
import { isProblem } from '../../shared/api/failure';
import type { ApiView } from '../../shared/api/model';
import { WIRE_PROFILES } from '../../shared/format/wire-profiles';
import { buttonClass } from '../../shared/ui/button';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { Page, Panel } from '../../shared/ui/page';
import { SkeletonStack } from '../../shared/ui/skeleton';
import { apiRecordQuery } from './api-record';
import { DefaultsPanel } from './defaults-panel';
import { GeneralPanel } from './general-panel';
import { PlansPanel } from './plans-panel';
import { PoliciesPanel } from './policies-panel';

export function Component() {
  const { apiId = '' } = useParams();
  return (
    <Permitted workspaceId={null} permission="installation:manage" purpose="define APIs and plans">
      <ApiScreen key={apiId} apiId={apiId} />
    </Permitted>
  );
}

function ApiScreen({ apiId }: { apiId: string }) {
  const record = useQuery(apiRecordQuery(apiId));
  if (isProblem(record.error, 'not_found')) {
    return (
      <Page title="No such API" lead="It does not exist.">
        <p>
          <Link to="/operator/apis" className={buttonClass({ tone: 'primary' })}>
            All APIs
          </Link>
        </p>
      </Page>
    );
  }
  return (
    <Page title={record.data?.name ?? 'API'} within="APIs" lead={record.data && leadOf(record.data)}>
      {record.isError && (
        <ErrorNotice
          error={record.error}
          title="The API could not be loaded."
          consequence="Nothing was changed."
          onRetry={() => void record.refetch()}
        />
      )}
      {record.isPending && <Panel>{<SkeletonStack label="Loading the API" />}</Panel>}
      {record.data && (
        <>
          <PlansPanel record={record.data} />
          <GeneralPanel record={record.data} />
          <DefaultsPanel record={record.data} />
          <PoliciesPanel record={record.data} />
        </>
      )}
    </Page>
  );
}

const leadOf = ({ slug, wireProfile }: ApiView) => (
  <>
    <code>{slug}</code>, {WIRE_PROFILES[wireProfile].title} profile. Both stay as they are.{' '}
    <Link to="/operator/apis">All APIs</Link>
  </>
);
