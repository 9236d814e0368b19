import { useQuery } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import { useEffect } from 'react';
import { useParams } from 'react-router';
import { Permitted } from '../../shared/access/permitted';
import { SuspendedNotice } from '../../shared/access/suspended-notice';
import { useAccess } from '../../shared/access/use-access';
import { devicesQuery } from '../../shared/api/devices';
import { isProblem } from '../../shared/api/failure';
import type { MessageView } from '../../shared/api/model';
import { messagesPath, workspaceQuery } from '../../shared/api/workspaces';
import { MomentText } from '../../shared/format/moment-text';
import { BackLink } from '../../shared/ui/back-link';
import { Empty } from '../../shared/ui/empty';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { useAnnounce } from '../../shared/ui/live-region';
import { Notice } from '../../shared/ui/notice';
import { Page, Panel } from '../../shared/ui/page';
import { SkeletonStack } from '../../shared/ui/skeleton';
import { MessageStatusBadge, SandboxMark } from './message-facts';
import { Sender } from './message-sender';
import { FAILURE_HELP, STATUS_MEANINGS, STATUS_WORDS, stepsTo } from './message-words';
import styles from './messages.module.css';
import { messageQuery } from './messages-query';

export function Component() {
  const { workspaceId = '', messageId = '' } = useParams();
  const mayRead = useAccess(workspaceId)?.may('messages:read') ?? false;
  const { data: workspace, isPending } = useQuery(workspaceQuery(workspaceId));
  const suspended = workspace?.suspended ?? false;
  const answer = useQuery({ ...messageQuery(workspaceId, messageId), enabled: mayRead && !isPending && !suspended });
  return (
    <Page title={answer.data ? `Message to ${answer.data.to}` : 'Message'} within={workspace?.name}>
      <BackLink to={messagesPath(workspaceId)}>Messages</BackLink>
      <Permitted workspaceId={workspaceId} permission="messages:read" purpose="see messages">
        {suspended ? (
          <SuspendedNotice />
        ) : answer.data ? (
          <Message workspaceId={workspaceId} message={answer.data} />
        ) : isProblem(answer.error, 'not_found') ? (
          <Empty icon={<SearchX size={22} aria-hidden />} title="No such message">
            It does not exist, or it is another workspace’s.
          </Empty>
        ) : answer.isError ? (
          <ErrorNotice
            error={answer.error}
            title="The message could not be loaded."
            consequence="Nothing was changed."
            onRetry={() => void answer.refetch()}
          />
        ) : (
          <Panel>
            <SkeletonStack label="Loading the message" />
          </Panel>
        )}
      </Permitted>
    </Page>
  );
}

function Message({ workspaceId, message }: { workspaceId: string; message: MessageView }) {
  const announce = useAnnounce();
  const devices = useQuery(devicesQuery(workspaceId)).data;
  const { status, failureCode, failureReason } = message;
  useEffect(() => announce(`${STATUS_WORDS[status]}.`), [announce, status]);
  return (
    <>
      {failureCode !== null && (
        <Notice tone="danger" title={failureReason ?? 'It has failed.'}>
          <p>{FAILURE_HELP[failureCode]}</p>
        </Notice>
      )}
      <Panel>
        <dl className={styles.facts}>
          <div>
            <dt>Status</dt>
            <dd className={styles.status}>
              <MessageStatusBadge status={status} />
              {message.sandbox && <SandboxMark />}
            </dd>
          </div>
          <div>
            <dt>Device</dt>
            <dd>
              <bdi>{devices?.find(({ id }) => id === message.deviceId)?.name ?? message.deviceId}</bdi>
            </dd>
          </div>
          <div>
            <dt>Sent by</dt>
            <dd>
              <Sender workspaceId={workspaceId} sender={message.sender} />
            </dd>
          </div>
          <div>
            <dt>Message</dt>
            <dd>
              <code>{message.id}</code>
            </dd>
          </div>
          {message.providerMessageId !== null && (
            <div>
              <dt>Called by its carrier</dt>
              <dd>
                <code>{message.providerMessageId}</code>
              </dd>
            </div>
          )}
        </dl>
      </Panel>
      <Panel heading="Text">
        <p className={styles.body}>
          <bdi>{message.body}</bdi>
        </p>
      </Panel>
      <Panel heading="How far it has come">
        <Steps message={message} />
      </Panel>
    </>
  );
}

/** Kept are the first moment and the last; what lies between has happened, and webhooks tell of it when it does. */
function Steps({ message: { status, createdAt, statusChangedAt } }: { message: MessageView }) {
  return (
    <ol className={styles.steps}>
      {stepsTo(status).map((step) => {
        const at = step === status ? statusChangedAt : step === 'queued' ? createdAt : null;
        return (
          <li key={step} className={styles.step}>
            {at === null ? <span className={styles.unknown}>In between</span> : <MomentText at={at} past />}
            <div>
              <strong>{STATUS_WORDS[step]}</strong>
              <p className={styles.unknown}>{STATUS_MEANINGS[step]}</p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
