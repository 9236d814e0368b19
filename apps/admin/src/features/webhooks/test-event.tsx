import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Send } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import type { DeliveryView, WebhookView } from '../../shared/api/model';
import { deliveryPath } from '../../shared/api/workspaces';
import { MomentText } from '../../shared/format/moment-text';
import { Button } from '../../shared/ui/button';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { useAnnounce } from '../../shared/ui/live-region';
import { Notice } from '../../shared/ui/notice';
import { testWebhook } from './change-webhook';
import { durationWords } from './latency';
import { ATTEMPT_ERROR_WORDS, outcomeOf } from './webhook-words';
import { deliveriesOf, deliveryQuery } from './webhooks-query';

export type TestEvent = ReturnType<typeof useTestEvent>;

/** A test event on its way: asked for, and followed until something has become of it. */
export function useTestEvent(webhook: WebhookView) {
  const { workspaceId, id } = webhook;
  const queryClient = useQueryClient();
  const [sent, setSent] = useState<DeliveryView | null>(null);
  const [asking, setAsking] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);

  const send = async () => {
    setAsking(true);
    setFailure(null);
    setSent(null);
    try {
      setSent(await testWebhook(webhook));
      void queryClient.invalidateQueries({ queryKey: deliveriesOf(workspaceId, id) });
    } catch (error) {
      setFailure(error);
    } finally {
      setAsking(false);
    }
  };
  return { sent, asking, failure, send };
}

export const TestButton = ({ test }: { test: TestEvent }) => (
  <Button tone="primary" busy={test.asking} onClick={() => void test.send()}>
    <Send size={16} aria-hidden />
    {test.asking ? 'Sending…' : 'Send test event'}
  </Button>
);

export function TestResult({ webhook, test: { sent, failure } }: { webhook: WebhookView; test: TestEvent }) {
  if (failure !== null) return <ErrorNotice error={failure} title="No test event was sent." />;
  return sent && <TestOutcome key={sent.id} webhook={webhook} sent={sent} />;
}

function TestOutcome({ webhook, sent }: { webhook: WebhookView; sent: DeliveryView }) {
  const announce = useAnnounce();
  const { workspaceId, id } = webhook;
  const queryClient = useQueryClient();
  const answer = useQuery(deliveryQuery(workspaceId, id, sent.id));
  const delivery = answer.data ?? sent;
  const last = delivery.attempts.at(-1);
  const attempts = delivery.attempts.length;

  // The list below has the same delivery, and the endpoint itself may have begun to fail.
  useEffect(() => {
    if (attempts === 0) return;
    void queryClient.invalidateQueries({ queryKey: ['webhooks', workspaceId, id], exact: true });
    void queryClient.invalidateQueries({ queryKey: deliveriesOf(workspaceId, id), predicate: isList });
  }, [attempts, id, queryClient, workspaceId]);
  const said = last && `Test event: ${outcomeOf(last)}.`;
  useEffect(() => {
    if (said) announce(said);
  }, [announce, said]);

  if (answer.isError)
    return <ErrorNotice error={answer.error} title="What became of the test event is not known." consequence="" />;
  if (last === undefined) {
    return (
      <Notice title="Test event sent">
        <p>Waiting for the endpoint to answer…</p>
      </Notice>
    );
  }
  const more = <Link to={deliveryPath(workspaceId, id, delivery.id)}>See what was sent</Link>;
  if (last.error === null) {
    return (
      <Notice tone="success" title="The test event arrived" actions={more}>
        <p>
          {outcomeOf(last)} after {durationWords(last.durationMs)}.
        </p>
      </Notice>
    );
  }
  return (
    <Notice tone="danger" title="The test event did not arrive" actions={more}>
      <p>
        {outcomeOf(last)} after {durationWords(last.durationMs)}. {ATTEMPT_ERROR_WORDS[last.error].help}
      </p>
      {delivery.nextAttemptAt !== null && (
        <p>
          The next attempt: <MomentText at={delivery.nextAttemptAt} />
        </p>
      )}
    </Notice>
  );
}

/** Not the deliveries that are looked at one by one, this one among them. */
const isList = ({ queryKey }: { queryKey: readonly unknown[] }): boolean => typeof queryKey.at(-1) === 'object';
