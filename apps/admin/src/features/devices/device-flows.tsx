import { type RefObject, useEffect, useRef } from 'react';
import type { DeviceView } from '../../shared/api/model';
import type { OneTimeSecret } from '../../shared/reveal/one-time-secret';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog';
import { useAnnounce } from '../../shared/ui/live-region';
import { disconnectDevice, type Linking, removeDevice, renewCode } from './change-device';
import { actionsIdOf } from './device-actions';
import { LinkDialog } from './link-dialog';
import { PairingDialog } from './pairing-dialog';
import { ReconnectDialog } from './reconnect-dialog';

/** What is being done, in a dialog. */
export type DeviceFlow =
  | { readonly kind: 'link' }
  | { readonly kind: 'pairing'; readonly device: DeviceView; readonly codeEndsAt: string | null }
  | { readonly kind: 'reconnect' | 'disconnect' | 'remove'; readonly device: DeviceView };

interface DeviceFlowsProps {
  flow: DeviceFlow;
  workspaceId: string;
  /** On its way here with a device whose code has just been renewed. */
  codeRef: RefObject<OneTimeSecret | null>;
  room: string | null;
  fallbackFocus: RefObject<HTMLElement | null>;
  onFlow: (flow: DeviceFlow | null) => void;
  onChanged: () => void;
}

export function DeviceFlows({ flow, workspaceId, codeRef, room, fallbackFocus, onFlow, onChanged }: DeviceFlowsProps) {
  const announce = useAnnounce();
  const flowRef = useRef(flow);
  useEffect(() => {
    flowRef.current = flow;
  }, [flow]);

  // Whatever way this goes away, the code does not stay.
  useEffect(() => () => codeRef.current?.forget(), [codeRef]);

  const close = () => onFlow(null);
  const done = (said: string) => {
    onChanged();
    announce(said);
  };
  const backTo =
    ({ id }: DeviceView) =>
    () =>
      document.getElementById(actionsIdOf(id)) ?? fallbackFocus.current;
  const showCode = ({ device, code, codeEndsAt }: Linking) => {
    codeRef.current = code;
    onFlow({ kind: 'pairing', device, codeEndsAt });
  };

  switch (flow.kind) {
    case 'link':
      return (
        <LinkDialog
          workspaceId={workspaceId}
          room={room}
          finalFocus={() => flowRef.current.kind !== 'pairing'}
          onClose={close}
          onLinking={(linking) => {
            if (linking.code !== null) {
              onChanged();
              return showCode(linking);
            }
            close();
            done(`${linking.device.name} is connected.`);
          }}
        />
      );
    case 'pairing':
      return (
        <PairingDialog
          workspaceId={workspaceId}
          device={flow.device}
          codeRef={codeRef}
          codeEndsAt={flow.codeEndsAt}
          finalFocus={backTo(flow.device)}
          onRenew={async () => showCode(await renewCode(workspaceId, flow.device))}
          onPaired={() => {
            onChanged();
            close();
          }}
          onClose={close}
        />
      );
    case 'reconnect':
      return (
        <ReconnectDialog
          workspaceId={workspaceId}
          device={flow.device}
          finalFocus={backTo(flow.device)}
          onReconnected={({ name }) => {
            done(`${name} is connected.`);
            close();
          }}
          onClose={close}
        />
      );
    case 'disconnect':
      return (
        <ConfirmDialog
          title={`Disconnect ${flow.device.name}?`}
          description="Nothing is sent through it until it is connected again: requests that ask for it are refused with device_not_connected, and spend nothing."
          keep="Keep connected"
          confirm={{ label: 'Disconnect', busy: 'Disconnecting…' }}
          failed="The device was not disconnected."
          finalFocus={backTo(flow.device)}
          onConfirm={async () => {
            await disconnectDevice(workspaceId, flow.device);
            done(`${flow.device.name} is disconnected.`);
          }}
          onClose={close}
        />
      );
    case 'remove':
      return (
        <ConfirmDialog
          title={`Remove ${flow.device.name}?`}
          description="It is unlinked for good. What waits to be sent through it fails, programs that name it are refused, and keys that are limited to it reach nothing by it any more. Its messages stay to be read, and it no longer counts towards the plan. This cannot be undone."
          keep="Keep device"
          confirm={{ label: 'Remove device', busy: 'Removing…' }}
          failed="The device was not removed."
          finalFocus={() => fallbackFocus.current}
          onConfirm={async () => {
            await removeDevice(workspaceId, flow.device);
            done(`${flow.device.name} is removed.`);
          }}
          onClose={close}
        />
      );
  }
}
