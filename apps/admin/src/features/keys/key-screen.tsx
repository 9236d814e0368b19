import { useQuery } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { lazy, Suspense, useRef } from 'react';
import { Link, useParams } from 'react-router';
import { ForbiddenNote } from '../../shared/access/forbidden';
import { useAccess } from '../../shared/access/use-access';
import type { KeyView } from '../../shared/api/model';
import { workspaceApiQuery } from '../../shared/api/apis';
import { isProblem } from '../../shared/api/failure';
import { workspaceQuery } from '../../shared/api/workspaces';
import { buttonClass } from '../../shared/ui/button';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { Page, Panel } from '../../shared/ui/page';
import { SkeletonStack } from '../../shared/ui/skeleton';
import { KeyActions } from './key-actions';
import { KeyFragment } from './key-facts';
import { KeyFactsPanel } from './key-facts-panel';
import { obstacleToRotation } from './key-life';
import { KeyLifeNotice } from './key-life-notice';
import { rotationPath } from './key-paths';
import styles from './key-screen.module.css';
import { KeyUsagePanels } from './key-usage-panel';
import { keyQuery } from '../../shared/records/key-record';
import { NoSuchKey } from './no-such-key';
import { UndoNotice } from './undo-notice';
import { useKeyWork } from './use-key-work';

const KeyFlows = lazy(() => import('./key-flows').then((module) => ({ default: module.KeyFlows })));

export function Component() {
  const { workspaceId = '', keyId = '' } = useParams();
  return <KeyScreen key={keyId} workspaceId={workspaceId} keyId={keyId} />;
}

function KeyScreen({ workspaceId, keyId }: { workspaceId: string; keyId: string }) {
  const headingRef = useRef<HTMLHeadingElement>(null);
  const workspace = useQuery(workspaceQuery(workspaceId)).data;
  const apiRecord = useQuery(workspaceApiQuery(workspaceId)).data;
  const answer = useQuery(keyQuery(workspaceId, keyId));
  const mayWrite = useAccess(workspaceId)?.may('keys:write');
  const work = useKeyWork();
  const apiKey = answer.data;

  if (isProblem(answer.error, 'not_found')) return <NoSuchKey workspaceId={workspaceId} />;
  return (
    <Page
      title={apiKey?.label ?? 'API key'}
      within={workspace?.name}
      lead={apiKey && <KeyFragment start={apiKey.start} last4={apiKey.last4} />}
      actions={apiKey && mayWrite && <Actions apiKey={apiKey} work={work} />}
      headingRef={headingRef}
    >
      {answer.isError && (
        <ErrorNotice
          error={answer.error}
          title="The key could not be loaded."
          consequence="Nothing was changed."
          onRetry={() => void answer.refetch()}
        />
      )}
      {work.failure && <ErrorNotice {...work.failure} />}
      {work.undoable && <UndoNotice undoable={work.undoable} onClose={() => work.offerUndo(null)} />}
      {apiKey ? (
        <>
          <KeyLifeNotice apiKey={apiKey} {...(mayWrite && { onAction: (action) => void work.act(action, apiKey) })} />
          {mayWrite === false && <ForbiddenNote permission="keys:write" purpose="change, rotate or revoke this key" />}
          <KeyFactsPanel apiKey={apiKey} />
          <KeyUsagePanels apiKey={apiKey} />
        </>
      ) : (
        !answer.isError && (
          <Panel>
            <SkeletonStack label="Loading the key" />
          </Panel>
        )
      )}
      {work.flow && workspace && apiRecord && (
        <Suspense>
          <KeyFlows
            flow={work.flow}
            workspace={workspace}
            apiRecord={apiRecord}
            fallbackFocus={headingRef}
            onFlow={work.start}
            onChanged={work.changed}
            onUndoable={work.offerUndo}
          />
        </Suspense>
      )}
    </Page>
  );
}

function Actions({ apiKey, work }: { apiKey: KeyView; work: ReturnType<typeof useKeyWork> }) {
  return (
    <div className={styles.actions}>
      {obstacleToRotation(apiKey) === null && (
        <Link to={rotationPath(apiKey)} className={buttonClass({ tone: 'primary' })}>
          <RefreshCw size={16} aria-hidden />
          Rotate
        </Link>
      )}
      <KeyActions apiKey={apiKey} onAction={(action, key) => void work.act(action, key)} withoutRotation />
    </div>
  );
}
