import { EVENT_TYPES } from '@latchkey/vocabulary';
import { EVENT_GROUPS, eventsPhrase, outcomeOf, shownAddress } from './webhook-words';

describe('what webhooks are told by', () => {
  it('has words for every event, once', () => {
    const worded = EVENT_GROUPS.flatMap(({ events }) => Object.keys(events));
    expect([...worded].sort()).toEqual([...EVENT_TYPES].sort());
  });

  it('shows no query of an address: some carry a secret there', () => {
    expect(shownAddress('https://example.com/hook?token=abc#part')).toBe('https://example.com/hook?…');
    expect(shownAddress('https://example.com/hook')).toBe('https://example.com/hook');
  });

  it('says how many kinds of events, and that none chosen means all', () => {
    expect(
      [[], ['message.sent'], ['message.sent', 'message.read']].map((types) => eventsPhrase(types as never)),
    ).toEqual(['All events', '1 kind of event', '2 kinds of events']);
  });

  it('says how an attempt went, with its status where there was an answer', () => {
    expect(outcomeOf({ statusCode: 204, error: null })).toBe('Answered 204');
    expect(outcomeOf({ statusCode: 503, error: 'status_refused' })).toBe('Refused 503');
    expect(outcomeOf({ statusCode: null, error: 'timed_out' })).toBe('Timed out');
  });
});
