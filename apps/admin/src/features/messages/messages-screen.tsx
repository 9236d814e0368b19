import { useQuery } from '@tanstack/react-query';
import { MessageSquare, SearchX, Send } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { ForbiddenNote } from '../../shared/access/forbidden';
import { Permitted } from '../../shared/access/permitted';
import { SuspendedNotice } from '../../shared/access/suspended-notice';
import { useAccess } from '../../shared/access/use-access';
import { devicesQuery } from '../../shared/api/devices';
import type { DeviceView, MessageView } from '../../shared/api/model';
import { devicesPath, messagePath, workspaceQuery } from '../../shared/api/workspaces';
import { MomentText } from '../../shared/format/moment-text';
import { Pager } from '../../shared/list/pager';
import { type Column, RecordList } from '../../shared/list/record-list';
import { RecordName } from '../../shared/list/record-name';
import { usePages } from '../../shared/list/use-pages';
import { Button } from '../../shared/ui/button';
import { Empty } from '../../shared/ui/empty';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { Notice } from '../../shared/ui/notice';
import { Page } from '../../shared/ui/page';
import { SkeletonStack } from '../../shared/ui/skeleton';
import { MessageStatusBadge, SandboxMark } from './message-facts';
import { MessageFilterBar } from './message-filter-bar';
import { filtersOf, filtersToParameters, isFiltered, type MessageFilters } from './message-filters';
import { excerptOf } from './message-words';
import { messagesQuery } from './messages-query';
import styles from './messages.module.css';

const SendDialog = lazy(() => import('./send-dialog').then((module) => ({ default: module.SendDialog })));

export function Component() {
  const { workspaceId = '' } = useParams();
  return <MessagesScreen key={workspaceId} workspaceId={workspaceId} />;
}

function MessagesScreen({ workspaceId }: { workspaceId: string }) {
  const navigate = useNavigate();
  const access = useAccess(workspaceId);
  const mayRead = access?.may('messages:read') ?? false;
  const mayWrite = access?.may('messages:write') ?? false;
  const { data: workspace, isPending } = useQuery(workspaceQuery(workspaceId));
  const suspended = workspace?.suspended ?? false;
  const reachable = mayRead && !isPending && !suspended;
  const devices = useQuery({ ...devicesQuery(workspaceId), enabled: reachable });
  const connected = devices.data?.filter(({ status }) => status === 'connected') ?? [];
  const [sending, setSending] = useState(false);
  return (
    <Page
      title="Messages"
      within={workspace?.name}
      lead="What was sent, by keys and by people, and how far it has come."
      actions={
        reachable &&
        mayWrite &&
        connected.length > 0 && (
          <Button tone="primary" onClick={() => setSending(true)}>
            <Send size={16} aria-hidden />
            Send test message
          </Button>
        )
      }
    >
      <Permitted workspaceId={workspaceId} permission="messages:read" purpose="see messages">
        {!mayWrite && <ForbiddenNote permission="messages:write" purpose="send messages" />}
        {mayWrite && devices.isSuccess && connected.length === 0 && (
          <Notice tone="warning" title="No device is connected">
            <p>
              Nothing can be sent until there is one. <Link to={devicesPath(workspaceId)}>See the devices</Link>
            </p>
          </Notice>
        )}
        {isPending && <SkeletonStack label="Loading the messages" />}
        {suspended && <SuspendedNotice />}
        {reachable && <MessageList workspaceId={workspaceId} devices={devices.data ?? []} />}
      </Permitted>
      {sending && (
        <Suspense>
          <SendDialog
            workspaceId={workspaceId}
            devices={connected}
            onSent={({ id }) => void navigate(messagePath(workspaceId, id))}
            onClose={() => setSending(false)}
          />
        </Suspense>
      )}
    </Page>
  );
}

function MessageList({ workspaceId, devices }: { workspaceId: string; devices: readonly DeviceView[] }) {
  const [parameters, setParameters] = useSearchParams();
  const { cursor, ways, toFirst } = usePages();
  const filters = useMemo(() => filtersOf(parameters), [parameters]);
  const query = useQuery(messagesQuery(workspaceId, filters, cursor));
  const messages = query.data?.data ?? null;
  const setFilters = (changed: MessageFilters) => setParameters(filtersToParameters(changed), { replace: true });
  const { older, newer } = ways(query.isPlaceholderData ? null : query.data?.nextCursor);
  const none = messages?.length === 0 && !query.isPlaceholderData;
  const firstUse = none && cursor === null && !isFiltered(filters);

  if (firstUse) {
    return (
      <Empty icon={<MessageSquare size={22} aria-hidden />} title="No messages yet">
        Every message that a key or a person of this workspace sends is listed here, with how far it has come: taken on,
        sent, delivered, read, or why it failed.
      </Empty>
    );
  }
  return (
    <>
      <MessageFilterBar filters={filters} devices={devices} onChange={setFilters} />
      {query.isError && (
        <ErrorNotice
          error={query.error}
          title="The messages could not be loaded."
          consequence="Nothing was changed."
          onRetry={() => void query.refetch()}
        />
      )}
      {none ? (
        <NothingHere paged={cursor !== null} onNewest={toFirst} onClear={() => setFilters({})} />
      ) : (
        (messages !== null || !query.isError) && (
          <RecordList
            caption="Messages, newest first"
            rows={messages}
            idOf={({ id }) => id}
            name={nameColumn(workspaceId)}
            columns={columns(devices)}
            busy={query.isPlaceholderData}
          />
        )
      )}
      <Pager label="Pages of messages" older={older} newer={newer} />
    </>
  );
}

const nameColumn = (workspaceId: string): Column<MessageView> => ({
  heading: 'Message',
  cell: ({ id, to, body }) => (
    <RecordName second={<bdi>{excerptOf(body)}</bdi>}>
      <Link to={messagePath(workspaceId, id)}>{to}</Link>
    </RecordName>
  ),
});

const columns = (devices: readonly DeviceView[]): readonly Column<MessageView>[] => [
  { heading: 'Status', cell: (message) => <StatusCell message={message} /> },
  {
    heading: 'Device',
    cell: ({ deviceId }) => <bdi>{devices.find(({ id }) => id === deviceId)?.name ?? 'A removed device'}</bdi>,
  },
  { heading: 'Since', cell: ({ statusChangedAt }) => <MomentText at={statusChangedAt} past /> },
];

const StatusCell = ({ message: { status, sandbox, failureReason } }: { message: MessageView }): ReactNode => (
  <>
    <span className={styles.status}>
      <MessageStatusBadge status={status} />
      {sandbox && <SandboxMark />}
    </span>
    {failureReason !== null && <span className={styles.why}>{failureReason}</span>}
  </>
);

interface NothingHereProps {
  paged: boolean;
  onNewest: () => void;
  onClear: () => void;
}

const NothingHere = ({ paged, onNewest, onClear }: NothingHereProps) =>
  paged ? (
    <Empty
      icon={<SearchX size={22} aria-hidden />}
      title="No older messages"
      action={<Button onClick={onNewest}>Show the newest</Button>}
    >
      The list ends here.
    </Empty>
  ) : (
    <Empty
      icon={<SearchX size={22} aria-hidden />}
      title="No message matches"
      action={<Button onClick={onClear}>Clear filters</Button>}
    >
      Nothing that was sent from this workspace fits these filters.
    </Empty>
  );
