import type { InvitationView } from '../../shared/api/model';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog';
import type { FinalFocus } from '../../shared/ui/dialog';
import { type Issued, resend } from './change-team';

interface ResendDialogProps {
  invitation: InvitationView;
  finalFocus: FinalFocus;
  onIssued: (issued: Issued) => void;
  onClose: () => void;
}

export const ResendDialog = ({ invitation, finalFocus, onIssued, onClose }: ResendDialogProps) => (
  <ConfirmDialog
    title={`Send the invitation of ${invitation.email} again?`}
    description="They get a new link, which works once, for seven days. Every earlier one opens nothing from then on."
    keep="Keep the earlier link"
    confirm={{ label: 'Send a new link', busy: 'Sending…', tone: 'primary' }}
    failed="No new link was made."
    // Hands over what it was answered, and answers nothing: a mutation would keep it.
    onConfirm={async () => onIssued(await resend(invitation))}
    finalFocus={finalFocus}
    onClose={onClose}
  />
);
