import { Ban, CircleCheck, CirclePause, CircleX, Clock, TriangleAlert } from 'lucide-react';
import type { WebhookDeliveryState } from '@latchkey/vocabulary';
import type { WebhookView } from '../../shared/api/model';
import { MomentText } from '../../shared/format/moment-text';
import { Badge } from '../../shared/ui/badge';
import styles from './webhooks.module.css';
import { DELIVERY_STATE_WORDS, DISABLED_WORDS, eventsPhrase } from './webhook-words';

/** Enabled, enabled and failing, or why not. */
export function WebhookState({ webhook }: { webhook: WebhookView }) {
  const { enabled, disabledReason, failingSince } = webhook;
  if (!enabled) {
    return (
      <>
        <Badge tone={disabledReason === 'by_hand' ? 'warning' : 'danger'}>
          <CirclePause size={12} aria-hidden />
          Disabled
        </Badge>
        {disabledReason !== null && <span className={styles.second}>{DISABLED_WORDS[disabledReason]}</span>}
      </>
    );
  }
  if (failingSince !== null) {
    return (
      <>
        <Badge tone="danger">
          <TriangleAlert size={12} aria-hidden />
          Failing
        </Badge>
        <span className={styles.second}>
          since <MomentText at={failingSince} past />
        </span>
      </>
    );
  }
  return (
    <Badge tone="good">
      <CircleCheck size={12} aria-hidden />
      Enabled
    </Badge>
  );
}

interface EventTypesProps extends Pick<WebhookView, 'eventTypes'> {
  /** However many there are; else a row says how many. */
  all?: boolean;
}

export function EventTypes({ eventTypes, all = false }: EventTypesProps) {
  if (eventTypes.length === 0 || (eventTypes.length > 3 && !all)) return eventsPhrase(eventTypes);
  return (
    <span className={styles.types}>
      {eventTypes.map((type) => (
        <code key={type} className={styles.type}>
          {type}
        </code>
      ))}
    </span>
  );
}

const DELIVERY_STATES = {
  pending: { Icon: Clock, tone: 'warning' },
  delivered: { Icon: CircleCheck, tone: 'good' },
  failed: { Icon: CircleX, tone: 'danger' },
  cancelled: { Icon: Ban, tone: 'plain' },
} as const;

export function DeliveryStateBadge({ state }: { state: WebhookDeliveryState }) {
  const { Icon, tone } = DELIVERY_STATES[state];
  return (
    <Badge tone={tone}>
      <Icon size={12} aria-hidden />
      {DELIVERY_STATE_WORDS[state]}
    </Badge>
  );
}
