import type { EventType } from '@latchkey/vocabulary';
import type { CreateWebhookRequest, UpdateWebhookRequest, WebhookView } from '../../shared/api/model';

export interface WebhookValues {
  url: string;
  description: string;
  choice: 'all' | 'chosen';
  eventTypes: EventType[];
}

export const INITIAL_VALUES: WebhookValues = { url: '', description: '', choice: 'all', eventTypes: [] };

export const valuesOf = ({ url, description, eventTypes }: WebhookView): WebhookValues => ({
  url: url ?? '',
  description: description ?? '',
  choice: eventTypes.length === 0 ? 'all' : 'chosen',
  eventTypes,
});

/** An empty list means all, so “chosen” has to hold something: the form sees to that. */
const chosen = ({ choice, eventTypes }: WebhookValues): EventType[] => (choice === 'all' ? [] : eventTypes);

const descriptionOf = ({ description }: WebhookValues): string | null => description.trim() || null;

export const createRequestOf = (values: WebhookValues): CreateWebhookRequest => ({
  url: values.url.trim(),
  description: descriptionOf(values),
  eventTypes: chosen(values),
});

/** One that only lends its secret has no address to change. */
export const updateRequestOf = (values: WebhookValues, { url }: Pick<WebhookView, 'url'>): UpdateWebhookRequest => ({
  ...(url !== null && { url: values.url.trim() }),
  description: descriptionOf(values),
  eventTypes: chosen(values),
});
