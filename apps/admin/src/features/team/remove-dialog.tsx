import type { MemberView, WorkspaceView } from '../../shared/api/model';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog';
import type { FinalFocus } from '../../shared/ui/dialog';
import { useAnnounce } from '../../shared/ui/live-region';
import { removeMember } from './change-team';
import { KeysLeftBehind } from './keys-left-behind';

interface RemoveDialogProps {
  workspace: WorkspaceView;
  member: MemberView;
  finalFocus: FinalFocus;
  onChanged: () => void;
  onClose: () => void;
}

export function RemoveDialog({ workspace, member, finalFocus, onChanged, onClose }: RemoveDialogProps) {
  const announce = useAnnounce();
  const remove = async () => {
    await removeMember(workspace.id, member);
    onChanged();
    announce(`${member.name} is no member any more.`);
  };
  return (
    <ConfirmDialog
      title={`Remove ${member.name}?`}
      description={`They are out of ${workspace.name} at once, and signed out everywhere. For other workspaces they sign in again.`}
      keep="Keep member"
      confirm={{ label: 'Remove member', busy: 'Removing…' }}
      failed="They are still a member."
      onConfirm={remove}
      finalFocus={finalFocus}
      onClose={onClose}
    >
      <KeysLeftBehind workspaceId={workspace.id} whose="The keys that they created here" />
    </ConfirmDialog>
  );
}
