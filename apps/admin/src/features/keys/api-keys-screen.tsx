import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { workspaceApiQuery } from '../../shared/api/apis';
import { ForbiddenNote } from '../../shared/access/forbidden';
import { useAccess } from '../../shared/access/use-access';
import { workspaceQuery } from '../../shared/api/workspaces';
import { useBegin } from '../../shared/ui/use-begin';
import { Button } from '../../shared/ui/button';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { Notice } from '../../shared/ui/notice';
import { Page } from '../../shared/ui/page';
import { NoKeysYet } from './empty-keys';
import { KeyFilterBar } from './key-filter-bar';
import { filtersToParameters, isFiltered } from './key-filters';
import { KeyList } from './key-list';
import { containsWholeKey } from '../../shared/reveal/paste-guard';
import { WholeKeyNotice } from '../../shared/reveal/whole-key-notice';
import { QuickStart } from './quick-start';
import { UndoNotice } from './undo-notice';
import { useKeyList } from './use-key-list';
import { useKeyWork } from './use-key-work';

/** All dialogs at once: what shows a new key must be there before the key is made. */
const loadFlows = () => import('./key-flows');
const KeyFlows = lazy(() => loadFlows().then((module) => ({ default: module.KeyFlows })));

export function Component() {
  const { workspaceId = '' } = useParams();
  return <ApiKeysScreen key={workspaceId} workspaceId={workspaceId} />;
}

function ApiKeysScreen({ workspaceId }: { workspaceId: string }) {
  const headingRef = useRef<HTMLHeadingElement>(null);
  const workspace = useQuery(workspaceQuery(workspaceId)).data;
  const apiAnswer = useQuery(workspaceApiQuery(workspaceId));
  const apiRecord = apiAnswer.data;
  const list = useKeyList(workspaceId);
  const work = useKeyWork();
  const mayWrite = useAccess(workspaceId)?.may('keys:write');
  useBegin('generate', () => work.start({ kind: 'generate' }));
  const [justGenerated, setJustGenerated] = useState(false);
  const [guard, tripGuard] = usePasteGuard();

  const firstUse =
    list.query.data?.data.length === 0 && list.cursor === null && !isFiltered(list.filters) && !list.query.isFetching;

  const generateButton = mayWrite && (
    <Button tone="primary" busy={apiRecord === undefined} onClick={() => work.start({ kind: 'generate' })}>
      <Plus size={16} aria-hidden />
      Generate New Key
    </Button>
  );

  return (
    <Page
      title="API keys"
      within={workspace?.name}
      lead="Each program that calls the API has a key of its own."
      actions={!firstUse && generateButton}
      headingRef={headingRef}
    >
      {workspace?.suspended && (
        <Notice tone="warning" title="This workspace is suspended">
          <p>All of its keys are refused until the suspension is lifted in the workspace settings.</p>
        </Notice>
      )}
      {guard && <WholeKeyNotice />}
      {apiAnswer.isError && mayWrite && (
        <ErrorNotice
          error={apiAnswer.error}
          title="The API of this workspace could not be read, so no key can be generated."
          consequence="Nothing was changed."
          onRetry={() => void apiAnswer.refetch()}
        />
      )}
      {mayWrite === false && <ForbiddenNote permission="keys:write" purpose="generate, change or revoke keys" />}
      {work.failure && <ErrorNotice {...work.failure} />}
      {work.undoable && <UndoNotice undoable={work.undoable} onClose={() => work.offerUndo(null)} />}
      {justGenerated && apiRecord && <QuickStart apiRecord={apiRecord} onDismiss={() => setJustGenerated(false)} />}
      {firstUse ? (
        <>
          <NoKeysYet action={generateButton} />
          {apiRecord && !justGenerated && <QuickStart apiRecord={apiRecord} />}
        </>
      ) : (
        <>
          <KeyFilterBar
            filters={list.filters}
            onChange={(filters) => {
              if (filters.q) tripGuard(false);
              list.setFilters(filters);
            }}
            onWholeKey={() => tripGuard(true)}
          />
          <KeyList list={list} {...(mayWrite && { onAction: (action, key) => void work.act(action, key) })} />
        </>
      )}
      {work.flow && mayWrite && workspace && apiRecord && (
        <Suspense>
          <KeyFlows
            flow={work.flow}
            workspace={workspace}
            apiRecord={apiRecord}
            fallbackFocus={headingRef}
            onFlow={work.start}
            onChanged={work.changed}
            onUndoable={work.offerUndo}
            onReload={list.reload}
            onGenerated={() => setJustGenerated(true)}
          />
        </Suspense>
      )}
    </Page>
  );
}

/** Also for an address that somebody pasted a key into: it leaves the address bar and the history entry at once. */
function usePasteGuard(): [boolean, (tripped: boolean) => void] {
  const [parameters, setParameters] = useSearchParams();
  const [tripped, setTripped] = useState(false);
  const inAddress = containsWholeKey(parameters.toString());
  const clear = useCallback(() => {
    setTripped(true);
    setParameters(filtersToParameters({}), { replace: true });
  }, [setParameters]);
  useEffect(() => {
    if (inAddress) clear();
  }, [clear, inAddress]);
  return [tripped, setTripped];
}
