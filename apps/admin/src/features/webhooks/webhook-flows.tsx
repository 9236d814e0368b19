import { type RefObject, useEffect, useRef } from 'react';
import type { WebhookView } from '../../shared/api/model';
import type { OneTimeSecret } from '../../shared/reveal/one-time-secret';
import { RevealDialog } from '../../shared/reveal/reveal-dialog';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog';
import { useAnnounce } from '../../shared/ui/live-region';
import { AddDialog } from './add-dialog';
import { deleteWebhook, disableWebhook, type IssuedWebhook } from './change-webhook';
import { EditDialog } from './edit-dialog';
import { RotateDialog } from './rotate-dialog';
import { actionsIdOf, nameOf, type WebhookAction } from './webhook-actions';
import { NEW_SECRET_WORDS, ROTATED_SECRET_WORDS, SECRET_FILE, SECRET_MASK } from './webhook-reveal';

/** What is being done, in a dialog. */
export type WebhookFlow =
  | { readonly kind: 'add' }
  | { readonly kind: 'reveal'; readonly webhook: WebhookView; readonly rotated: boolean }
  | { readonly kind: Exclude<WebhookAction, 'enable'>; readonly webhook: WebhookView };

interface WebhookFlowsProps {
  flow: WebhookFlow;
  workspaceId: string;
  /** Where focus goes when what opened the dialog is gone. */
  fallbackFocus: RefObject<HTMLElement | null>;
  onFlow: (flow: WebhookFlow | null) => void;
  onChanged: (webhook: WebhookView) => void;
  onDeleted: (webhook: WebhookView) => void;
  onReload: () => void;
  /** After the secret of a new one is stored. */
  onAdded: (webhook: WebhookView) => void;
}

/** All dialogs at once: what shows a secret must be there before the secret is made. */
export function WebhookFlows(props: WebhookFlowsProps) {
  const { flow, workspaceId, fallbackFocus, onFlow, onChanged, onDeleted, onReload, onAdded } = props;
  const announce = useAnnounce();
  const secretRef = useRef<OneTimeSecret | null>(null);
  const flowRef = useRef(flow);
  useEffect(() => {
    flowRef.current = flow;
  }, [flow]);

  // Whatever way this goes away, the secret does not stay.
  useEffect(() => () => secretRef.current?.forget(), []);

  const close = () => onFlow(null);
  const backTo =
    ({ id }: WebhookView) =>
    () =>
      document.getElementById(actionsIdOf(id)) ?? fallbackFocus.current;
  const unlessRevealed = () => flowRef.current.kind !== 'reveal';
  const reveal =
    (rotated: boolean) =>
    ({ webhook, secret }: IssuedWebhook) => {
      secretRef.current = secret;
      onFlow({ kind: 'reveal', webhook, rotated });
      onChanged(webhook);
    };

  switch (flow.kind) {
    case 'add':
      return (
        <AddDialog
          workspaceId={workspaceId}
          finalFocus={unlessRevealed}
          onClose={close}
          onUncertain={onReload}
          onIssued={reveal(false)}
        />
      );
    case 'rotate':
      return (
        <RotateDialog
          webhook={flow.webhook}
          finalFocus={() => (unlessRevealed() ? backTo(flow.webhook)() : false)}
          onClose={close}
          onUncertain={onReload}
          onIssued={reveal(true)}
        />
      );
    case 'reveal':
      return (
        <RevealDialog
          words={flow.rotated ? ROTATED_SECRET_WORDS : NEW_SECRET_WORDS}
          mask={SECRET_MASK}
          file={SECRET_FILE}
          secretRef={secretRef}
          finalFocus={backTo(flow.webhook)}
          onDone={() => {
            close();
            announce('Done.');
            if (!flow.rotated) onAdded(flow.webhook);
          }}
        />
      );
    case 'edit':
      return (
        <EditDialog webhook={flow.webhook} finalFocus={backTo(flow.webhook)} onChanged={onChanged} onClose={close} />
      );
    case 'disable':
      return (
        <ConfirmDialog
          title="Disable this endpoint?"
          description="Nothing is sent to it any more, and what waits is cancelled. Once it is enabled again, that can be replayed."
          keep="Keep enabled"
          confirm={{ label: 'Disable endpoint', busy: 'Disabling…' }}
          failed="The endpoint was not disabled."
          finalFocus={backTo(flow.webhook)}
          onConfirm={async () => onChanged(await disableWebhook(flow.webhook))}
          onClose={close}
        >
          <p>{nameOf(flow.webhook)}</p>
        </ConfirmDialog>
      );
    case 'delete':
      return (
        <ConfirmDialog
          title="Delete this endpoint?"
          description="Its secret, its deliveries and their history go with it, and what waits is not sent. This cannot be undone."
          keep="Keep endpoint"
          confirm={{ label: 'Delete endpoint', busy: 'Deleting…' }}
          failed="The endpoint was not deleted."
          finalFocus={backTo(flow.webhook)}
          onConfirm={async () => {
            await deleteWebhook(flow.webhook);
            onDeleted(flow.webhook);
          }}
          onClose={close}
        >
          <p>{nameOf(flow.webhook)}</p>
        </ConfirmDialog>
      );
  }
}
