import type { InvitationView } from '../../shared/api/model';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog';
import type { FinalFocus } from '../../shared/ui/dialog';
import { useAnnounce } from '../../shared/ui/live-region';
import { revokeInvitation } from './change-team';

interface RevokeInvitationDialogProps {
  invitation: InvitationView;
  finalFocus: FinalFocus;
  onChanged: () => void;
  onClose: () => void;
}

export function RevokeInvitationDialog({ invitation, finalFocus, onChanged, onClose }: RevokeInvitationDialogProps) {
  const announce = useAnnounce();
  const revoke = async () => {
    await revokeInvitation(invitation);
    onChanged();
    announce('The invitation is revoked.');
  };
  return (
    <ConfirmDialog
      title={`Revoke the invitation of ${invitation.email}?`}
      description="Its link opens nothing from then on. You can invite them anew at any time."
      keep="Keep invitation"
      confirm={{ label: 'Revoke invitation', busy: 'Revoking…' }}
      failed="The invitation was not revoked."
      onConfirm={revoke}
      finalFocus={finalFocus}
      onClose={onClose}
    />
  );
}
