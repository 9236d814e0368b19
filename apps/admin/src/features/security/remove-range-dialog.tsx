import { useQueryClient } from '@tanstack/react-query';
import { type RefObject, useRef } from 'react';
import type { WorkspaceView } from '../../shared/api/model';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog';
import { useAnnounce } from '../../shared/ui/live-region';
import { Notice } from '../../shared/ui/notice';
import { changeAllowlist } from './allowlist';
import { shutsOut } from './ip-range';

interface RemoveRangeDialogProps {
  workspace: WorkspaceView;
  range: string;
  address: string | null;
  /** Where focus goes once the row that opened it is gone. */
  fallbackFocus: RefObject<HTMLElement | null>;
  onClose: () => void;
}

export function RemoveRangeDialog({ workspace, range, address, fallbackFocus, onClose }: RemoveRangeDialogProps) {
  const announce = useAnnounce();
  const queryClient = useQueryClient();
  const left = workspace.ipAllowlist.filter((other) => other !== range);
  const removedRef = useRef(false);
  const remove = async () => {
    await changeAllowlist(queryClient, workspace.id, (ranges) => ranges.filter((other) => other !== range));
    removedRef.current = true;
    announce(`${range} is not in the list any more.`);
  };
  return (
    <ConfirmDialog
      title={`Remove ${range}?`}
      description={
        left.length === 0
          ? 'It is the last one. Without it, keys work from everywhere, from their next request.'
          : 'Programs that call from there are refused from their next request, unless another range holds them.'
      }
      keep="Keep range"
      confirm={{ label: 'Remove range', busy: 'Removing…' }}
      failed="The range is still in the list."
      onConfirm={remove}
      finalFocus={() => !removedRef.current || (fallbackFocus.current ?? true)}
      onClose={onClose}
    >
      {address !== null && shutsOut(left, address) && !shutsOut(workspace.ipAllowlist, address) && (
        <Notice tone="warning">
          Your own address, <code>{address}</code>, is in no other range.
        </Notice>
      )}
    </ConfirmDialog>
  );
}
