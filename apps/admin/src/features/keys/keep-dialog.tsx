import type { KeyView } from '../../shared/api/model';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog';
import type { FinalFocus } from '../../shared/ui/dialog';
import { cancelOverlap } from './change-key';
import { KeyIdentity } from './key-identity';

interface KeepDialogProps {
  apiKey: KeyView;
  finalFocus: FinalFocus;
  onChanged: (key: KeyView) => void;
  onClose: () => void;
}

/** Cancels an overlap: there are two keys from then on. */
export const KeepDialog = ({ apiKey, finalFocus, onChanged, onClose }: KeepDialogProps) => (
  <ConfirmDialog
    title="Keep both keys?"
    description={
      <>
        The overlap is cancelled: the old key works{' '}
        {apiKey.expiresAt === null ? 'until it is revoked' : 'until it expires'}, and so does the new one. Both count
        against the keys of your plan.
      </>
    }
    keep="Leave the overlap"
    confirm={{ label: 'Keep both keys', busy: 'Keeping…', tone: 'primary' }}
    failed="The overlap was not cancelled."
    onConfirm={async () => onChanged(await cancelOverlap(apiKey))}
    finalFocus={finalFocus}
    onClose={onClose}
  >
    <KeyIdentity apiKey={apiKey} />
  </ConfirmDialog>
);
