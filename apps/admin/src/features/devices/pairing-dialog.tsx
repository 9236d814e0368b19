import { type RefObject, useRef, useState } from 'react';
import type { DeviceView } from '../../shared/api/model';
import { MomentText } from '../../shared/format/moment-text';
import type { OneTimeSecret } from '../../shared/reveal/one-time-secret';
import { SecretText } from '../../shared/reveal/secret-text';
import { Button } from '../../shared/ui/button';
import { type FinalFocus, FormDialog } from '../../shared/ui/dialog';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { FormActions } from '../../shared/ui/form-layout';
import { useAnnounce } from '../../shared/ui/live-region';
import { pairDevice } from './change-device';

interface PairingDialogProps {
  workspaceId: string;
  device: DeviceView;
  codeRef: RefObject<OneTimeSecret | null>;
  codeEndsAt: string | null;
  finalFocus: FinalFocus;
  onRenew: () => Promise<void>;
  onPaired: (device: DeviceView) => void;
  onClose: () => void;
}

/** A telephone would scan this. In the sandbox the button stands for the telephone. */
export function PairingDialog(props: PairingDialogProps) {
  const { workspaceId, device, codeRef, codeEndsAt, finalFocus, onRenew, onPaired, onClose } = props;
  const announce = useAnnounce();
  const textRef = useRef<HTMLElement>(null);
  const [failure, setFailure] = useState<{ error: unknown; title: string } | null>(null);
  const [busy, setBusy] = useState<'pair' | 'renew' | null>(null);

  const run = async (what: 'pair' | 'renew', title: string, work: () => Promise<void>) => {
    setBusy(what);
    setFailure(null);
    try {
      await work();
    } catch (error) {
      setFailure({ error, title });
    } finally {
      setBusy(null);
    }
  };
  const pair = () =>
    run('pair', 'The device was not linked.', async () => {
      onPaired(await pairDevice(workspaceId, device, codeRef.current?.read() ?? ''));
      announce(`${device.name} is connected.`);
    });
  const renew = () =>
    run('renew', 'There is no new code.', async () => {
      await onRenew();
      announce('This is a new code. The one before no longer counts.');
    });

  return (
    <FormDialog
      open
      title={`Pair ${device.name}`}
      description="In the sandbox there is no telephone to scan this with, so the button below does what it would do."
      finalFocus={finalFocus}
      onClose={onClose}
    >
      {failure && <ErrorNotice {...failure} />}
      <SecretText key={codeEndsAt} textRef={textRef} secretRef={codeRef} caption="Pairing code" mask="" shown />
      {codeEndsAt !== null && (
        <p>
          It ends <MomentText at={codeEndsAt} />
        </p>
      )}
      <FormActions>
        <Button busy={busy !== null} onClick={() => void renew()}>
          {busy === 'renew' ? 'Asking…' : 'New code'}
        </Button>
        <Button tone="primary" busy={busy !== null} onClick={() => void pair()}>
          {busy === 'pair' ? 'Linking…' : 'Enter it on the simulated telephone'}
        </Button>
      </FormActions>
    </FormDialog>
  );
}
