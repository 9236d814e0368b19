import { WEBHOOK_DELIVERY_STATES, type WebhookDeliveryState } from '@latchkey/vocabulary';
import { useQuery } from '@tanstack/react-query';
import { Inbox, SearchX } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { DeliveryView, WebhookView } from '../../shared/api/model';
import { deliveryPath } from '../../shared/api/workspaces';
import { MomentText } from '../../shared/format/moment-text';
import { Pager } from '../../shared/list/pager';
import { type Column, RecordList } from '../../shared/list/record-list';
import { RecordName } from '../../shared/list/record-name';
import { usePages } from '../../shared/list/use-pages';
import { Button } from '../../shared/ui/button';
import { Empty } from '../../shared/ui/empty';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { SelectField } from '../../shared/ui/field';
import { Panel } from '../../shared/ui/page';
import { SkeletonStack } from '../../shared/ui/skeleton';
import { DeliveryStateBadge } from './webhook-facts';
import { durationWords } from './latency';
import { DELIVERY_STATE_WORDS, outcomeOf, shownAddress } from './webhook-words';
import { deliveriesQuery } from './webhooks-query';
import styles from './webhooks.module.css';

const DeliveryLatency = lazy(() => import('./delivery-latency').then((m) => ({ default: m.DeliveryLatency })));

/** What was sent to an endpoint, and what became of it. */
export function DeliveryList({ webhook }: { webhook: WebhookView }) {
  const [parameters, setParameters] = useSearchParams();
  const { cursor, ways, toFirst } = usePages();
  const state = WEBHOOK_DELIVERY_STATES.find((each) => each === parameters.get('state')) ?? null;
  const query = useQuery(deliveriesQuery(webhook.workspaceId, webhook.id, { state, cursor }));
  const deliveries = query.data?.data ?? null;
  const setState = (chosen: string) => setParameters(chosen === '' ? {} : { state: chosen }, { replace: true });
  const { older, newer } = ways(query.isPlaceholderData ? null : query.data?.nextCursor);
  const none = deliveries?.length === 0 && !query.isPlaceholderData;

  return (
    <>
      <div className={styles.listHead}>
        <h2 className={styles.heading}>Deliveries</h2>
        <div className={styles.filter}>
          <StateFilter state={state} onChange={setState} />
        </div>
      </div>
      {query.isError && (
        <ErrorNotice
          error={query.error}
          title="The deliveries could not be loaded."
          consequence="Nothing was changed."
          onRetry={() => void query.refetch()}
        />
      )}
      {none ? (
        <NoDeliveries state={state} paged={cursor !== null} onClear={() => setState('')} onNewest={toFirst} />
      ) : (
        (deliveries !== null || !query.isError) && (
          <RecordList
            caption="Deliveries, newest first"
            rows={deliveries}
            idOf={({ id }) => id}
            name={nameColumn(webhook)}
            columns={COLUMNS}
            busy={query.isPlaceholderData}
          />
        )
      )}
      <Pager label="Pages of deliveries" older={older} newer={newer} />
      {deliveries?.some(({ attempts }) => attempts.length > 0) && (
        <Panel>
          <Suspense fallback={<SkeletonStack label="Loading the chart" />}>
            <DeliveryLatency deliveries={deliveries} />
          </Suspense>
        </Panel>
      )}
    </>
  );
}

interface StateFilterProps {
  state: WebhookDeliveryState | null;
  onChange: (state: string) => void;
}

const StateFilter = ({ state, onChange }: StateFilterProps) => (
  <SelectField label="State of deliveries" value={state ?? ''} onChange={(event) => onChange(event.target.value)}>
    <option value="">All states</option>
    {WEBHOOK_DELIVERY_STATES.map((each) => (
      <option key={each} value={each}>
        {DELIVERY_STATE_WORDS[each]}
      </option>
    ))}
  </SelectField>
);

const nameColumn = ({ workspaceId }: WebhookView): Column<DeliveryView> => ({
  heading: 'Event',
  cell: ({ webhookId, id, eventType, overrideUrl }) => (
    <RecordName {...(overrideUrl !== null && { second: `to ${shownAddress(overrideUrl)}` })}>
      <Link to={deliveryPath(workspaceId, webhookId, id)}>{eventType}</Link>
    </RecordName>
  ),
});

const COLUMNS: readonly Column<DeliveryView>[] = [
  { heading: 'State', cell: ({ state }) => <DeliveryStateBadge state={state} /> },
  { heading: 'Last answer', cell: (delivery) => <LastAnswer delivery={delivery} /> },
  {
    heading: 'Next attempt',
    cell: ({ nextAttemptAt }) => (nextAttemptAt === null ? '–' : <MomentText at={nextAttemptAt} />),
  },
  { heading: 'Happened', cell: ({ createdAt }) => <MomentText at={createdAt} past /> },
];

function LastAnswer({ delivery: { attempts } }: { delivery: DeliveryView }) {
  const last = attempts.at(-1);
  if (last === undefined) return 'None yet';
  return (
    <>
      {outcomeOf(last)}
      <span className={styles.second}>
        {durationWords(last.durationMs)}
        {attempts.length > 1 && `, attempt ${attempts.length}`}
      </span>
    </>
  );
}

interface NoDeliveriesProps {
  state: WebhookDeliveryState | null;
  paged: boolean;
  onClear: () => void;
  onNewest: () => void;
}

function NoDeliveries({ state, paged, onClear, onNewest }: NoDeliveriesProps) {
  if (paged) {
    return (
      <Empty
        icon={<SearchX size={22} aria-hidden />}
        title="No older deliveries"
        action={<Button onClick={onNewest}>Show the newest</Button>}
      >
        The list ends here.
      </Empty>
    );
  }
  if (state !== null) {
    return (
      <Empty
        icon={<SearchX size={22} aria-hidden />}
        title="No delivery matches"
        action={<Button onClick={onClear}>Show all states</Button>}
      >
        Nothing that was sent to this endpoint is {DELIVERY_STATE_WORDS[state].toLowerCase()}.
      </Empty>
    );
  }
  return (
    <Empty icon={<Inbox size={22} aria-hidden />} title="Nothing sent yet">
      As soon as something happens that this endpoint hears of, you see here how it was answered. A test event shows it
      without waiting.
    </Empty>
  );
}
