import { useQuery } from '@tanstack/react-query';
import { lazy, type RefObject, Suspense, useEffect, useRef } from 'react';
import { Link, useParams } from 'react-router';
import { ForbiddenNote } from '../../shared/access/forbidden';
import { useAccess } from '../../shared/access/use-access';
import { workspaceApiQuery } from '../../shared/api/apis';
import { isProblem } from '../../shared/api/failure';
import type { KeyUsage, KeyView } from '../../shared/api/model';
import { serverNowMs } from '../../shared/api/server-clock';
import { workspaceQuery } from '../../shared/api/workspaces';
import { buttonClass } from '../../shared/ui/button';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { useAnnounce } from '../../shared/ui/live-region';
import { Page, Panel } from '../../shared/ui/page';
import { SkeletonStack } from '../../shared/ui/skeleton';
import { type HandoverStage, handoverStage } from './handover';
import { HandoverEnds } from './handover-ends';
import { HandoverMeter } from './handover-meter';
import { HandoverNotice, STAGE_ANNOUNCED } from './handover-notice';
import { keyPath } from './key-paths';
import { keyQuery } from '../../shared/records/key-record';
import { keyUsageQuery } from './keys-query';
import { NoSuchKey } from './no-such-key';
import { RotationSteps } from './rotation-steps';
import { UndoNotice } from './undo-notice';
import { useKeyWork } from './use-key-work';

const KeyFlows = lazy(() => import('./key-flows').then((module) => ({ default: module.KeyFlows })));

const POLL_MS = 5_000;

export function Component() {
  const { workspaceId = '', keyId = '' } = useParams();
  return <HandoverScreen key={keyId} workspaceId={workspaceId} keyId={keyId} />;
}

/** The third step of a rotation, at an address of the successor's: all it shows, the server tells at any time. */
function HandoverScreen({ workspaceId, keyId }: { workspaceId: string; keyId: string }) {
  const headingRef = useRef<HTMLHeadingElement>(null);
  const workspace = useQuery(workspaceQuery(workspaceId)).data;
  const successor = useQuery(keyQuery(workspaceId, keyId));
  const rotatedFrom = successor.data?.rotatedFrom ?? null;
  const predecessor = useQuery({
    ...keyQuery(workspaceId, rotatedFrom ?? ''),
    enabled: rotatedFrom !== null,
    refetchInterval: POLL_MS,
  });
  const failed = [successor, predecessor].find(({ isError }) => isError);
  if (isProblem(successor.error, 'not_found')) return <NoSuchKey workspaceId={workspaceId} />;
  return (
    <Page
      title={successor.data ? `Handover to ${successor.data.label}` : 'Handover'}
      within={workspace?.name}
      lead="Watch programs change over, then end the old key. You can come back to this page at any time."
      headingRef={headingRef}
    >
      {failed && (
        <ErrorNotice
          error={failed.error}
          title="The handover could not be loaded."
          consequence="Nothing was changed."
          onRetry={() => void failed.refetch()}
        />
      )}
      {successor.data && rotatedFrom === null && <NoPredecessor successor={successor.data} />}
      {successor.data && predecessor.data && (
        <Handover predecessor={predecessor.data} successor={successor.data} headingRef={headingRef} />
      )}
      {!failed && (successor.isPending || (rotatedFrom !== null && predecessor.isPending)) && (
        <Panel>
          <SkeletonStack label="Loading the handover" />
        </Panel>
      )}
    </Page>
  );
}

const NoPredecessor = ({ successor }: { successor: KeyView }) => (
  <Panel heading="This key took no other’s place">
    <p>It was generated, not rotated, so there is nothing to hand over.</p>
    <p>
      <Link to={keyPath(successor)} className={buttonClass()}>
        Look at the key
      </Link>
    </p>
  </Panel>
);

function useTraffic({ workspaceId, id }: KeyView) {
  return useQuery({ ...keyUsageQuery(workspaceId, id, 'minute'), refetchInterval: POLL_MS });
}

interface HandoverProps {
  predecessor: KeyView;
  successor: KeyView;
  headingRef: RefObject<HTMLHeadingElement | null>;
}

function Handover({ predecessor, successor, headingRef }: HandoverProps) {
  const { workspaceId } = successor;
  const workspace = useQuery(workspaceQuery(workspaceId)).data;
  const apiRecord = useQuery(workspaceApiQuery(workspaceId)).data;
  const mayWrite = useAccess(workspaceId)?.may('keys:write');
  const work = useKeyWork();
  const [old, next] = [useTraffic(predecessor), useTraffic(successor)];
  const failed = [old, next].find(({ isError }) => isError);
  const stage = old.data && next.data && stageOf(predecessor, old.data, next.data);
  useStageAnnounced(stage);
  return (
    <>
      <RotationSteps current={3} />
      {work.failure && <ErrorNotice {...work.failure} />}
      {work.undoable && <UndoNotice undoable={work.undoable} onClose={() => work.offerUndo(null)} />}
      {failed && (
        <ErrorNotice
          error={failed.error}
          title="The traffic could not be loaded."
          consequence="Nothing was changed. Do not take a key for silent before this works again."
          onRetry={() => void failed.refetch()}
        />
      )}
      {stage && !failed && <HandoverNotice stage={stage} predecessor={predecessor} />}
      {old.data && next.data ? (
        <HandoverMeter
          predecessor={{ apiKey: predecessor, usage: old.data }}
          successor={{ apiKey: successor, usage: next.data }}
        />
      ) : (
        !failed && (
          <Panel>
            <SkeletonStack label="Loading the traffic" />
          </Panel>
        )
      )}
      {mayWrite === false && <ForbiddenNote permission="keys:write" purpose="end the old key" />}
      {mayWrite && (
        <HandoverEnds predecessor={predecessor} onAction={(action, when) => void work.act(action, predecessor, when)} />
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
    </>
  );
}

const stageOf = ({ state }: KeyView, old: KeyUsage, next: KeyUsage): HandoverStage =>
  handoverStage({ oldState: state, oldUsedAt: old.lastUsedAt, newUsedAt: next.lastUsedAt }, serverNowMs());

/** Only when it changes: whoever cannot see the page is not told the same every few seconds. */
function useStageAnnounced(stage: HandoverStage | undefined): void {
  const announce = useAnnounce();
  const before = useRef<HandoverStage>(undefined);
  useEffect(() => {
    if (stage === undefined) return;
    if (before.current !== undefined && before.current !== stage) announce(STAGE_ANNOUNCED[stage]);
    before.current = stage;
  }, [announce, stage]);
}
