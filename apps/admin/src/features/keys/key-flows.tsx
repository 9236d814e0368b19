import { type RefObject, useEffect, useRef } from 'react';
import type { ApiView, KeyView, WorkspaceView } from '../../shared/api/model';
import { useAnnounce } from '../../shared/ui/live-region';
import { enableKey, updateKey } from './change-key';
import { DisableDialog } from './disable-dialog';
import { EditDialog } from './edit-dialog';
import { GenerateDialog } from './generate-dialog';
import { KeepDialog } from './keep-dialog';
import { actionsIdOf, type DirectAction, type KeyAction } from './key-actions';
import type { OneTimeSecret } from '../../shared/reveal/one-time-secret';
import { envFileOf, KEY_REVEAL_WORDS, maskOf } from './key-reveal';
import { RenameDialog } from './rename-dialog';
import { RevealDialog } from '../../shared/reveal/reveal-dialog';
import { RevokeDialog } from './revoke-dialog';
import type { RevocationDelay } from './revocation-time';
import type { Undoable } from './undo-notice';

/** What is being done, in a dialog. */
export type KeyFlow =
  | { readonly kind: 'generate' }
  | { readonly kind: 'reveal'; readonly key: KeyView }
  /** With a time chosen already: another key takes its place. */
  | { readonly kind: 'revoke'; readonly key: KeyView; readonly delay?: RevocationDelay }
  | { readonly kind: Exclude<KeyAction, DirectAction | 'revoke'>; readonly key: KeyView };

interface KeyFlowsProps {
  flow: KeyFlow;
  workspace: WorkspaceView;
  apiRecord: ApiView;
  /** Where focus goes when what opened the dialog is gone. */
  fallbackFocus: RefObject<HTMLElement | null>;
  onFlow: (flow: KeyFlow | null) => void;
  onChanged: (key: KeyView) => void;
  onUndoable: (undoable: Undoable) => void;
  /** Only where keys are made. */
  onReload?: () => void;
  onGenerated?: () => void;
}

export function KeyFlows({
  flow,
  workspace,
  apiRecord,
  fallbackFocus,
  onFlow,
  onChanged,
  onUndoable,
  onReload,
  onGenerated,
}: KeyFlowsProps) {
  const announce = useAnnounce();
  const secretRef = useRef<OneTimeSecret | null>(null);
  const flowRef = useRef(flow);
  useEffect(() => {
    flowRef.current = flow;
  }, [flow]);

  // Whatever way this goes away, the secret does not stay.
  useEffect(() => () => secretRef.current?.forget(), []);

  const close = () => onFlow(null);
  const common = (key: KeyView) => ({ apiKey: key, finalFocus: backTo(key), onChanged, onClose: close });
  const backTo = (key: KeyView) => () => document.getElementById(actionsIdOf(key.id)) ?? fallbackFocus.current;

  switch (flow.kind) {
    case 'generate':
      return (
        <GenerateDialog
          workspace={workspace}
          apiRecord={apiRecord}
          finalFocus={() => flowRef.current.kind !== 'reveal'}
          onClose={close}
          onUncertain={() => onReload?.()}
          onIssued={({ key, secret }) => {
            secretRef.current = secret;
            onFlow({ kind: 'reveal', key });
            onReload?.();
          }}
        />
      );
    case 'reveal':
      return (
        <RevealDialog
          words={KEY_REVEAL_WORDS}
          mask={maskOf(flow.key)}
          file={envFileOf(apiRecord.slug)}
          secretRef={secretRef}
          finalFocus={backTo(flow.key)}
          onDone={() => {
            close();
            onGenerated?.();
            announce('Done. The key is in the list.');
          }}
        />
      );
    case 'rename':
      return (
        <RenameDialog
          {...common(flow.key)}
          onChanged={(renamed) => {
            onChanged(renamed);
            onUndoable({
              done: `“${flow.key.label}” is now called “${renamed.label}”.`,
              undo: async () => onChanged(await updateKey(renamed, { label: flow.key.label })),
              undone: `It is called “${flow.key.label}” again.`,
            });
          }}
        />
      );
    case 'disable':
      return (
        <DisableDialog
          {...common(flow.key)}
          onChanged={(disabled) => {
            onChanged(disabled);
            onUndoable({
              done: `“${disabled.label}” is disabled.`,
              undo: async () => onChanged(await enableKey(disabled)),
              undone: `“${disabled.label}” is enabled.`,
            });
          }}
        />
      );
    case 'edit':
      return <EditDialog {...common(flow.key)} />;
    case 'keep':
      return <KeepDialog {...common(flow.key)} />;
    case 'revoke':
      return <RevokeDialog {...common(flow.key)} {...(flow.delay !== undefined && { superseded: flow.delay })} />;
  }
}
