import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus, Smartphone } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import { Link, useParams } from 'react-router';
import { ForbiddenNote } from '../../shared/access/forbidden';
import { Permitted } from '../../shared/access/permitted';
import { SuspendedNotice } from '../../shared/access/suspended-notice';
import { useAccess } from '../../shared/access/use-access';
import { devicesOf, devicesQuery } from '../../shared/api/devices';
import type { DeviceView } from '../../shared/api/model';
import { workspacePlanQuery } from '../../shared/api/workspace-plan';
import { messagesPath, workspaceQuery } from '../../shared/api/workspaces';
import { MomentText } from '../../shared/format/moment-text';
import { type Column, RecordList } from '../../shared/list/record-list';
import { RecordName } from '../../shared/list/record-name';
import type { OneTimeSecret } from '../../shared/reveal/one-time-secret';
import { Button } from '../../shared/ui/button';
import { Empty } from '../../shared/ui/empty';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { Notice } from '../../shared/ui/notice';
import { Page } from '../../shared/ui/page';
import { renewCode } from './change-device';
import { type DeviceAction, DeviceActions } from './device-actions';
import { DeviceStatusBadge, MetaNumbers, SandboxBadge } from './device-facts';
import type { DeviceFlow } from './device-flows';
import { isFull, roomSentence } from './room-for-devices';

const DeviceFlows = lazy(() => import('./device-flows').then((module) => ({ default: module.DeviceFlows })));

export function Component() {
  const { workspaceId = '' } = useParams();
  return <DevicesScreen key={workspaceId} workspaceId={workspaceId} />;
}

function DevicesScreen({ workspaceId }: { workspaceId: string }) {
  const queryClient = useQueryClient();
  const headingRef = useRef<HTMLHeadingElement>(null);
  const codeRef = useRef<OneTimeSecret | null>(null);
  const access = useAccess(workspaceId);
  const mayChange = access?.may('devices:write') ?? false;
  const { data: workspace, isPending } = useQuery(workspaceQuery(workspaceId));
  const suspended = workspace?.suspended ?? false;
  const mayRead = access?.may('devices:read') ?? false;
  const list = useQuery({ ...devicesQuery(workspaceId), enabled: mayRead && !isPending && !suspended });
  const use = useQuery(workspacePlanQuery(workspaceId)).data?.use.devices;
  const [flow, setFlow] = useState<DeviceFlow | null>(null);
  const [codeFailure, setCodeFailure] = useState<unknown>(null);
  const full = use !== undefined && isFull(use);
  const room = use ? roomSentence(use) : null;
  const firstUse = list.data?.length === 0;

  const changed = () => {
    void queryClient.invalidateQueries({ queryKey: devicesOf(workspaceId) });
    void queryClient.invalidateQueries({ queryKey: workspacePlanQuery(workspaceId).queryKey });
  };
  const act = async (action: DeviceAction, device: DeviceView) => {
    setCodeFailure(null);
    if (action !== 'pair') return setFlow({ kind: action, device });
    try {
      const { code, codeEndsAt } = await renewCode(workspaceId, device);
      codeRef.current = code;
      setFlow({ kind: 'pairing', device, codeEndsAt });
    } catch (error) {
      setCodeFailure(error);
      changed();
    }
  };

  const linkButton = mayChange && !full && !suspended && (
    <Button tone="primary" onClick={() => setFlow({ kind: 'link' })}>
      <Plus size={16} aria-hidden />
      Link device
    </Button>
  );

  return (
    <Page
      title="Devices"
      within={workspace?.name}
      lead={`The numbers that messages are sent from. ${room ?? ''}`}
      actions={!firstUse && linkButton}
      headingRef={headingRef}
    >
      <Permitted workspaceId={workspaceId} permission="devices:read" purpose="see devices">
        {suspended ? (
          <SuspendedNotice />
        ) : (
          <>
            {!mayChange && <ForbiddenNote permission="devices:write" purpose="link or remove devices" />}
            {mayChange && full && (
              <Notice title="No room for another device">
                <p>Remove one that nobody needs, or change the plan.</p>
              </Notice>
            )}
            {codeFailure !== null && <ErrorNotice error={codeFailure} title="There is no new pairing code." />}
            {list.isError && (
              <ErrorNotice
                error={list.error}
                title="The devices could not be loaded."
                consequence="Nothing was changed."
                onRetry={() => void list.refetch()}
              />
            )}
            {firstUse ? (
              <NoDevices action={linkButton} />
            ) : (
              (list.data !== undefined || !list.isError) && (
                <RecordList
                  caption="Devices"
                  rows={list.data ?? null}
                  idOf={({ id }) => id}
                  name={nameColumn(workspaceId)}
                  columns={COLUMNS}
                  {...(mayChange && {
                    actions: (device: DeviceView) => (
                      <DeviceActions device={device} onAction={(action, of) => void act(action, of)} />
                    ),
                  })}
                  busy={list.isFetching}
                />
              )
            )}
          </>
        )}
      </Permitted>
      {flow && (
        <Suspense>
          <DeviceFlows
            flow={flow}
            workspaceId={workspaceId}
            codeRef={codeRef}
            room={room}
            fallbackFocus={headingRef}
            onFlow={setFlow}
            onChanged={changed}
          />
        </Suspense>
      )}
    </Page>
  );
}

const nameColumn = (workspaceId: string): Column<DeviceView> => ({
  heading: 'Device',
  cell: ({ id, name }) => (
    <RecordName second={<Link to={`${messagesPath(workspaceId)}?deviceId=${id}`}>Its messages</Link>}>
      <bdi>{name}</bdi>
    </RecordName>
  ),
});

const COLUMNS: readonly Column<DeviceView>[] = [
  { heading: 'Status', cell: ({ status }) => <DeviceStatusBadge status={status} /> },
  { heading: 'Carried by', cell: ({ sandbox }) => <SandboxBadge sandbox={sandbox} /> },
  { heading: 'At Meta', cell: (device) => <MetaNumbers device={device} /> },
  { heading: 'Added', cell: ({ createdAt }) => <MomentText at={createdAt} past /> },
];

const NoDevices = ({ action }: { action: ReactNode }) => (
  <Empty icon={<Smartphone size={22} aria-hidden />} title="No devices yet" action={action}>
    Messages are sent through a device: a WhatsApp number of yours, or one of the sandbox, where everything works and
    nothing reaches a telephone. Keys come and go without it.
  </Empty>
);
