import { useEffect } from 'react';
import { Link } from 'react-router';
import { MomentText } from '../../shared/format/moment-text';
import { KeyLabel, KeyLink } from '../../shared/records/key-link';
import { Button } from '../../shared/ui/button';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { useAnnounce } from '../../shared/ui/live-region';
import { FinePrint, Notice } from '../../shared/ui/notice';
import { Panel } from '../../shared/ui/page';
import type { Calls, Refused } from './calls-since';
import styles from './quick-start.module.css';
import { refusalOf } from './refusals';
import { useFirstCall } from './use-first-call';

/** Waits for the call that the examples make, says that it has come, or why it was refused. */
export function FirstCallPanel({ workspaceId }: { workspaceId: string }) {
  const announce = useAnnounce();
  const { query, calls, gaveUp, again } = useFirstCall(workspaceId);
  const came = calls.allowed[0];
  const refusals = calls.refused.length;
  useEffect(() => {
    if (came !== undefined) announce('Your call has come through.');
    else if (refusals > 0) announce('A call was refused.');
  }, [announce, came === undefined, refusals]);
  return (
    <Panel heading="Has it worked?">
      {query.isError && (
        <ErrorNotice
          error={query.error}
          title="The usage of this workspace could not be read."
          consequence="Nothing was changed."
          onRetry={() => void query.refetch()}
        />
      )}
      {came !== undefined && (
        <Notice tone="success" title="It works" actions={<Button onClick={again}>Wait for another call</Button>}>
          <p>
            A request with <KeyLink workspaceId={workspaceId} keyId={came.keyId} /> was allowed
            {came.at !== null && (
              <>
                : <MomentText at={came.at} past />
              </>
            )}
          </p>
        </Notice>
      )}
      <Refusals workspaceId={workspaceId} refused={calls.refused} />
      {came === undefined && !query.isError && (
        <Waiting calls={calls} lastUsedAt={query.data?.lastUsedAt ?? null} gaveUp={gaveUp} onAgain={again} />
      )}
      {came === undefined && <NothingArrives />}
    </Panel>
  );
}

interface WaitingProps {
  calls: Calls;
  lastUsedAt: string | null;
  gaveUp: boolean;
  onAgain: () => void;
}

function Waiting({ calls, lastUsedAt, gaveUp, onAgain }: WaitingProps) {
  if (gaveUp) {
    return (
      <Notice title="Nothing has come for 10 minutes" actions={<Button onClick={onAgain}>Go on waiting</Button>}>
        <p>This page has stopped looking.</p>
      </Notice>
    );
  }
  return (
    <Notice title={calls.refused.length > 0 ? 'Waiting for one that is allowed…' : 'Waiting for your call…'}>
      <p>
        Run one of the examples. What comes of it is shown here, with no need to reload.
        {lastUsedAt !== null && ' Requests were allowed before:'}
      </p>
      {lastUsedAt !== null && (
        <FinePrint>
          The last one <MomentText at={lastUsedAt} past />
        </FinePrint>
      )}
    </Notice>
  );
}

const Refusals = ({ workspaceId, refused }: { workspaceId: string; refused: readonly Refused[] }) =>
  refused.map(({ keyId, reason, count }) => {
    const { means, todo, way } = refusalOf(reason, { workspaceId, keyId });
    return (
      <Notice key={`${keyId} ${reason}`} tone="warning" title={means} actions={<Link to={way.to}>{way.label}</Link>}>
        <p>{todo}</p>
        <FinePrint>
          {count === 1 ? 'One request' : `${count} requests`} with <KeyLabel workspaceId={workspaceId} keyId={keyId} />,{' '}
          <code>{reason}</code>
        </FinePrint>
      </Notice>
    );
  });

/** A request without a key is nobody's: no workspace can be told of it. */
const NothingArrives = () => (
  <details className={styles.help}>
    <summary>Nothing appears?</summary>
    <ul>
      <li>
        The answer says 401: the request carried no key, or none that this API knows. It is then nobody’s request, and
        is not counted here. Look at the header: the whole key, as it was shown, and nothing around it.
      </li>
      <li>The answer is a page, or another service’s: the host name leads elsewhere. Ask whoever runs this server.</li>
      <li>There is no answer: the host name is not known, or a firewall is in between.</li>
    </ul>
  </details>
);
