import { type RefObject, useEffect, useRef } from 'react';
import type { ApiView, KeyView, WorkspaceView } from '../../shared/api/model';
import { useAnnounce } from '../../shared/ui/live-region';
import { DisableDialog } from './disable-dialog';
import { GenerateDialog } from './generate-dialog';
import { actionsIdOf, type KeyAction } from './key-actions';
import type { OneTimeSecret } from '../../shared/reveal/one-time-secret';
import { envFileOf, KEY_REVEAL_WORDS, maskOf } from './key-reveal';
import { RenameDialog } from './rename-dialog';
import { RevealDialog } from '../../shared/reveal/reveal-dialog';
import { RevokeDialog } from './revoke-dialog';

/** What is being done, in a dialog. */
export type KeyFlow =
  | { readonly kind: 'generate' }
  | { readonly kind: 'reveal'; readonly key: KeyView }
  | { readonly kind: Exclude<KeyAction, 'enable'>; readonly key: KeyView };

interface KeyFlowsProps {
  flow: KeyFlow;
  workspace: WorkspaceView;
  apiRecord: ApiView;
  /** Where focus goes when what opened the dialog is gone. */
  fallbackFocus: RefObject<HTMLElement | null>;
  onFlow: (flow: KeyFlow | null) => void;
  onChanged: (key: KeyView) => void;
  onReload: () => void;
  onGenerated: () => void;
}

export function KeyFlows({
  flow,
  workspace,
  apiRecord,
  fallbackFocus,
  onFlow,
  onChanged,
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
  const backTo = (key: KeyView) => () => document.getElementById(actionsIdOf(key.id)) ?? fallbackFocus.current;

  switch (flow.kind) {
    case 'generate':
      return (
        <GenerateDialog
          workspace={workspace}
          apiRecord={apiRecord}
          finalFocus={() => flowRef.current.kind !== 'reveal'}
          onClose={close}
          onUncertain={onReload}
          onIssued={({ key, secret }) => {
            secretRef.current = secret;
            onFlow({ kind: 'reveal', key });
            onReload();
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
            onGenerated();
            announce('Done. The key is in the list.');
          }}
        />
      );
    case 'rename':
      return <RenameDialog apiKey={flow.key} finalFocus={backTo(flow.key)} onChanged={onChanged} onClose={close} />;
    case 'disable':
      return <DisableDialog apiKey={flow.key} finalFocus={backTo(flow.key)} onChanged={onChanged} onClose={close} />;
    case 'revoke':
      return <RevokeDialog apiKey={flow.key} finalFocus={backTo(flow.key)} onChanged={onChanged} onClose={close} />;
  }
}
