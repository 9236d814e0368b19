import { useQuery } from '@tanstack/react-query';
import { Blocks, Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import { Permitted } from '../../shared/access/permitted';
import { useAccess } from '../../shared/access/use-access';
import { apisQuery } from '../../shared/api/apis';
import type { ApiView } from '../../shared/api/model';
import { MomentText } from '../../shared/format/moment-text';
import { WIRE_PROFILES } from '../../shared/format/wire-profiles';
import { type Column, RecordList } from '../../shared/list/record-list';
import { RecordName } from '../../shared/list/record-name';
import { Button } from '../../shared/ui/button';
import { Empty } from '../../shared/ui/empty';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { Page } from '../../shared/ui/page';
import { apiPath } from './api-path';

const NewApiDialog = lazy(() => import('./new-api-dialog').then((module) => ({ default: module.NewApiDialog })));

export function Component() {
  const [creating, setCreating] = useState(false);
  const may = useAccess(null)?.may('installation:manage') ?? false;
  const newButton = (
    <Button tone="primary" onClick={() => setCreating(true)}>
      <Plus size={16} aria-hidden />
      New API
    </Button>
  );
  return (
    <Page
      title="APIs and plans"
      lead="An API is what keys open. Its plans say how much its workspaces may do."
      actions={may && newButton}
    >
      <Permitted workspaceId={null} permission="installation:manage" purpose="define APIs and plans">
        <Apis />
      </Permitted>
      {creating && (
        <Suspense>
          <NewApiDialog onClose={() => setCreating(false)} />
        </Suspense>
      )}
    </Page>
  );
}

const NAME: Column<ApiView> = {
  heading: 'API',
  cell: ({ id, name, slug }) => (
    <RecordName second={<code>{slug}</code>}>
      <Link to={apiPath(id)}>{name}</Link>
    </RecordName>
  ),
};

const COLUMNS: readonly Column<ApiView>[] = [
  { heading: 'Wire profile', cell: ({ wireProfile }) => WIRE_PROFILES[wireProfile].title },
  {
    heading: 'Host names',
    cell: ({ hostnames }) => (hostnames.length === 0 ? 'Any that no other API has' : hostnames.join(', ')),
  },
  { heading: 'Created', cell: ({ createdAt }) => <MomentText at={createdAt} past /> },
];

function Apis() {
  const apis = useQuery(apisQuery);
  if (apis.isError) {
    return (
      <ErrorNotice
        error={apis.error}
        title="The APIs could not be loaded."
        consequence="Nothing was changed."
        onRetry={() => void apis.refetch()}
      />
    );
  }
  if (apis.data?.length === 0) {
    return (
      <Empty icon={<Blocks size={22} aria-hidden />} title="No API yet">
        Define the API that keys will open: its host names, and how it speaks. Workspaces come next.
      </Empty>
    );
  }
  return (
    <RecordList
      caption="APIs, newest first"
      rows={apis.data ?? null}
      idOf={({ id }) => id}
      name={NAME}
      columns={COLUMNS}
      busy={apis.isFetching}
    />
  );
}
