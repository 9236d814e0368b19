import type { KeyView } from '../../shared/api/model';
import { useQuery } from '@tanstack/react-query';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog';
import type { FinalFocus } from '../../shared/ui/dialog';
import { rotationReminderQuery } from './alert-rules-query';
import { cancelOverlap } from './change-key';
import { KeyIdentity } from './key-identity';

interface KeepDialogProps {
  apiKey: KeyView;
  finalFocus: FinalFocus;
  onChanged: (key: KeyView) => void;
  onClose: () => void;
}

/** Cancels an overlap: there are two keys from then on. */
export function KeepDialog({ apiKey, finalFocus, onChanged, onClose }: KeepDialogProps) {
  const reminder = useQuery(rotationReminderQuery(apiKey.workspaceId));
  return (
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
      {reminder.data !== undefined && (
        <p>
          {reminder.data === null
            ? 'Nobody will be reminded: the alert that a rotation is due is turned off in this workspace.'
            : `An alert reminds you once the old key is ${reminder.data} days old.`}
        </p>
      )}
    </ConfirmDialog>
  );
}
