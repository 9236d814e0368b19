import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { WorkspaceView } from '../../shared/api/model';
import { Button } from '../../shared/ui/button';
import { AlertModal } from '../../shared/ui/dialog';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { FormActions } from '../../shared/ui/form-layout';
import { useAnnounce } from '../../shared/ui/live-region';
import { noteWorkspace, updateWorkspace } from './change-workspace';
import { SUSPENSION_WORDS } from './suspension-words';

interface SuspensionDialogProps {
  workspace: WorkspaceView;
  onClose: () => void;
}

export function SuspensionDialog({ workspace, onClose }: SuspensionDialogProps) {
  const announce = useAnnounce();
  const queryClient = useQueryClient();
  const keepRef = useRef<HTMLButtonElement>(null);
  const words = SUSPENSION_WORDS[workspace.suspended ? 'lift' : 'suspend'];
  const change = useMutation({
    mutationFn: () => updateWorkspace(workspace.id, { suspended: !workspace.suspended }),
    onSuccess: (changed) => {
      onClose();
      noteWorkspace(queryClient, changed);
      announce(words.done);
    },
  });
  return (
    <AlertModal open title={words.title} description={words.consequence} initialFocus={keepRef} onDismiss={onClose}>
      {change.isError && <ErrorNotice error={change.error} title={words.failed} />}
      <FormActions>
        <Button ref={keepRef} onClick={onClose}>
          {words.keep}
        </Button>
        <Button
          tone={workspace.suspended ? 'primary' : 'danger'}
          busy={change.isPending}
          onClick={() => change.mutate()}
        >
          {words.button}
        </Button>
      </FormActions>
    </AlertModal>
  );
}
