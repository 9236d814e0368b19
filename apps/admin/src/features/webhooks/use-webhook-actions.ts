import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { WebhookView } from '../../shared/api/model';
import { useAnnounce } from '../../shared/ui/live-region';
import { enableWebhook } from './change-webhook';
import type { WebhookAction } from './webhook-actions';
import type { WebhookFlow } from './webhook-flows';
import { webhookQuery, webhooksOf, webhooksQuery } from './webhooks-query';

/** What is being done with an endpoint, and what the lists know of it afterwards. */
export function useWebhookActions(workspaceId: string) {
  const announce = useAnnounce();
  const queryClient = useQueryClient();
  const [flow, setFlow] = useState<WebhookFlow | null>(null);
  const [enableFailure, setEnableFailure] = useState<unknown>(null);

  const reload = () => void queryClient.invalidateQueries({ queryKey: webhooksOf(workspaceId) });

  /** The row changes at once; what follows from it, the server says. */
  const changed = (webhook: WebhookView) => {
    queryClient.setQueryData(webhookQuery(workspaceId, webhook.id).queryKey, webhook);
    queryClient.setQueryData(
      webhooksQuery(workspaceId).queryKey,
      (page) => page && { ...page, data: page.data.map((known) => (known.id === webhook.id ? webhook : known)) },
    );
    reload();
  };

  const act = async (action: WebhookAction, webhook: WebhookView) => {
    setEnableFailure(null);
    if (action !== 'enable') return setFlow({ kind: action, webhook });
    try {
      changed(await enableWebhook(webhook));
      announce('The endpoint is enabled.');
    } catch (error) {
      setEnableFailure(error);
    }
  };

  return { flow, setFlow, act, changed, reload, enableFailure };
}
