import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import type { WorkspaceView } from '../../shared/api/model';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog';
import type { FinalFocus } from '../../shared/ui/dialog';
import { leaveWorkspace } from './change-team';
import { KeysLeftBehind } from './keys-left-behind';

interface LeaveDialogProps {
  workspace: WorkspaceView;
  finalFocus: FinalFocus;
  onClose: () => void;
}

export function LeaveDialog({ workspace, finalFocus, onClose }: LeaveDialogProps) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const leave = async () => {
    await leaveWorkspace(workspace.id);
    await navigate('/login', { replace: true, state: { note: 'left-workspace' } });
    queryClient.clear();
  };
  return (
    <ConfirmDialog
      title={`Leave ${workspace.name}?`}
      description="You are out of it at once, and signed out everywhere. For your other workspaces you sign in again. To come back, you need an invitation."
      keep="Stay"
      confirm={{ label: 'Leave workspace', busy: 'Leaving…' }}
      failed="You are still a member."
      onConfirm={leave}
      finalFocus={finalFocus}
      onClose={onClose}
    >
      <KeysLeftBehind workspaceId={workspace.id} whose="The keys that you created here" />
    </ConfirmDialog>
  );
}
