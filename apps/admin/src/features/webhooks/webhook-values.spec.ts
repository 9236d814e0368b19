import type { WebhookView } from '../../shared/api/model';
import { createRequestOf, updateRequestOf, valuesOf } from './webhook-values';

const values = {
  url: ' https://example.com/hook ',
  description: ' ',
  choice: 'chosen',
  eventTypes: ['message.sent'],
} as const;

describe('what the form of an endpoint asks for', () => {
  it('names the address, no empty description, and the chosen events', () =>
    expect(createRequestOf({ ...values, eventTypes: ['message.sent'] })).toEqual({
      url: 'https://example.com/hook',
      description: null,
      eventTypes: ['message.sent'],
    }));

  it('forgets what is ticked where all are wanted', () =>
    expect(createRequestOf({ ...values, choice: 'all', eventTypes: ['message.sent'] }).eventTypes).toEqual([]));

  it('leaves alone the address of one that only lends its secret', () =>
    expect(updateRequestOf({ ...values, eventTypes: [] }, { url: null })).not.toHaveProperty('url'));

  it('shows an endpoint as it is', () => {
    const webhook = { url: null, description: 'Shop', eventTypes: [] } as unknown as WebhookView;
    expect(valuesOf(webhook)).toEqual({ url: '', description: 'Shop', choice: 'all', eventTypes: [] });
  });
});
