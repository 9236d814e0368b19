import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import type { KeyView } from '../../shared/api/model';
import { apiQuery } from '../../shared/api/apis';
import { workspaceQuery } from '../../shared/api/workspaces';
import { useBegin } from '../../shared/ui/use-begin';
import { Button } from '../../shared/ui/button';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { useAnnounce } from '../../shared/ui/live-region';
import { Notice } from '../../shared/ui/notice';
import { Page } from '../../shared/ui/page';
import { enableKey } from './change-key';
import { NoKeysYet } from './empty-keys';
import type { KeyAction } from './key-actions';
import type { KeyFlow } from './key-flows';
import { KeyFilterBar } from './key-filter-bar';
import { filtersToParameters, isFiltered } from './key-filters';
import { KeyList } from './key-list';
import { containsWholeKey } from '../../shared/reveal/paste-guard';
import { WholeKeyNotice } from '../../shared/reveal/whole-key-notice';
import { QuickStart } from './quick-start';
import { useKeyList } from './use-key-list';

/** All dialogs at once: what shows a new key must be there before the key is made. */
const loadFlows = () => import('./key-flows');
const KeyFlows = lazy(() => loadFlows().then((module) => ({ default: module.KeyFlows })));

export function Component() {
  const { workspaceId = '' } = useParams();
  return <ApiKeysScreen key={workspaceId} workspaceId={workspaceId} />;
}

function ApiKeysScreen({ workspaceId }: { workspaceId: string }) {
  const announce = useAnnounce();
  const headingRef = useRef<HTMLHeadingElement>(null);
  const workspace = useQuery(workspaceQuery(workspaceId)).data;
  const apiAnswer = useQuery({ ...apiQuery(workspace?.apiId ?? ''), enabled: workspace !== undefined });
  const apiRecord = apiAnswer.data;
  const list = useKeyList(workspaceId);
  const [flow, setFlow] = useState<KeyFlow | null>(null);
  useBegin('generate', () => setFlow({ kind: 'generate' }));
  const [justGenerated, setJustGenerated] = useState(false);
  const [enableFailure, setEnableFailure] = useState<unknown>(null);
  const [guard, tripGuard] = usePasteGuard();

  const firstUse =
    list.query.data?.data.length === 0 && list.cursor === null && !isFiltered(list.filters) && !list.query.isFetching;

  const act = async (action: KeyAction, key: KeyView) => {
    setEnableFailure(null);
    if (action !== 'enable') return setFlow({ kind: action, key });
    try {
      list.changed(await enableKey(key));
      announce(`${key.label} is enabled.`);
    } catch (error) {
      setEnableFailure(error);
    }
  };

  const generateButton = (
    <Button tone="primary" busy={apiRecord === undefined} onClick={() => setFlow({ kind: 'generate' })}>
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
      {apiAnswer.isError && (
        <ErrorNotice
          error={apiAnswer.error}
          title="The API of this workspace could not be read, so no key can be generated."
          consequence="Nothing was changed."
          onRetry={() => void apiAnswer.refetch()}
        />
      )}
      {enableFailure !== null && <ErrorNotice error={enableFailure} title="The key was not enabled." />}
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
          <KeyList list={list} onAction={(action, key) => void act(action, key)} />
        </>
      )}
      {flow && workspace && apiRecord && (
        <Suspense>
          <KeyFlows
            flow={flow}
            workspace={workspace}
            apiRecord={apiRecord}
            fallbackFocus={headingRef}
            onFlow={setFlow}
            onChanged={list.changed}
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
