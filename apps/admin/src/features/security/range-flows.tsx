import type { RefObject } from 'react';
import type { WorkspaceView } from '../../shared/api/model';
import { AddRangeDialog } from './add-range-dialog';
import { RemoveRangeDialog } from './remove-range-dialog';

/** What is being done with the list, in a dialog. */
export type RangeFlow = { readonly kind: 'add' } | { readonly kind: 'remove'; readonly range: string };

interface RangeFlowsProps {
  flow: RangeFlow;
  workspace: WorkspaceView;
  /** Where whoever looks at it is; `null`: not known yet. */
  address: string | null;
  /** Where focus goes when what opened the dialog is gone. */
  fallbackFocus: RefObject<HTMLElement | null>;
  onClose: () => void;
}

export function RangeFlows({ flow, workspace, address, fallbackFocus, onClose }: RangeFlowsProps) {
  switch (flow.kind) {
    case 'add':
      return (
        <AddRangeDialog
          workspace={workspace}
          address={address}
          finalFocus={() => fallbackFocus.current ?? true}
          onClose={onClose}
        />
      );
    case 'remove':
      return (
        <RemoveRangeDialog
          workspace={workspace}
          range={flow.range}
          address={address}
          fallbackFocus={fallbackFocus}
          onClose={onClose}
        />
      );
  }
}
