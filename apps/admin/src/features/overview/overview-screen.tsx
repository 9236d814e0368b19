import { useQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { Link, useParams } from 'react-router';
import { Permitted } from '../../shared/access/permitted';
import { useAccess } from '../../shared/access/use-access';
import { apiKeysPath, workspaceQuery } from '../../shared/api/workspaces';
import { quickStartPath } from '../../shared/format/places';
import { buttonClass } from '../../shared/ui/button';
import { Empty } from '../../shared/ui/empty';
import { Notice } from '../../shared/ui/notice';
import { Page } from '../../shared/ui/page';
import { AlertsPanel } from './alerts-panel';
import { AllowancesPanel } from './allowances-panel';
import { AttentionPanel } from './attention-panel';
import { keysAtWorkQuery } from './overview-queries';
import styles from './overview.module.css';
import { RequestsPanel } from './requests-panel';

export function Component() {
  const { workspaceId = '' } = useParams();
  const workspace = useQuery(workspaceQuery(workspaceId)).data;
  return (
    <Page title="Overview" within={workspace?.name} lead={workspace?.name}>
      {workspace?.suspended && (
        <Notice tone="warning" title="This workspace is suspended">
          <p>All of its keys are refused until an operator lifts the suspension.</p>
        </Notice>
      )}
      <Permitted workspaceId={workspaceId} permission="workspace:read" purpose="see this workspace">
        <Overview key={workspaceId} workspaceId={workspaceId} />
      </Permitted>
    </Page>
  );
}

function Overview({ workspaceId }: { workspaceId: string }) {
  const access = useAccess(workspaceId);
  const readsKeys = access?.may('keys:read') ?? false;
  const keys = useQuery({ ...keysAtWorkQuery(workspaceId), enabled: readsKeys });
  if (keys.data?.any === false) return <FirstUse workspaceId={workspaceId} />;
  return (
    <>
      <RequestsPanel workspaceId={workspaceId} />
      <div className={styles.pair}>
        <AllowancesPanel workspaceId={workspaceId} />
        {access?.may('alerts:read') && <AlertsPanel workspaceId={workspaceId} />}
      </div>
      {readsKeys && <AttentionPanel workspaceId={workspaceId} />}
    </>
  );
}

/** What there is to see begins with a key. */
function FirstUse({ workspaceId }: { workspaceId: string }) {
  const mayGenerate = useAccess(workspaceId)?.may('keys:write') ?? false;
  return (
    <Empty
      icon={<KeyRound size={22} aria-hidden />}
      title="It begins with a key"
      action={
        <div className={styles.ways}>
          <Link to={apiKeysPath(workspaceId)} className={buttonClass({ tone: 'primary' })}>
            {mayGenerate ? 'Generate the first key' : 'See the API keys'}
          </Link>
          <Link to={quickStartPath(workspaceId)} className={buttonClass()}>
            Make the first call
          </Link>
        </div>
      }
    >
      Programs show a key with every request. Once there is one, this page tells what they did, what was refused and
      why, how much of the plan is left, and which keys want attention.
    </Empty>
  );
}
