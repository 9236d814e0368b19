import { AUDIT_ACTIONS } from '@latchkey/vocabulary';
import { eventWords, reasonWords } from './key-event-words';

describe('a key’s timeline speaks words', () => {
  it.each(AUDIT_ACTIONS.filter((action) => action.startsWith('key.')))('%s', (action) =>
    expect(eventWords(action)).not.toContain('.'),
  );

  it('says a reason, and leaves one alone that it does not know', () => {
    expect(reasonWords('superseded')).toBe('Another key replaces it');
    expect(reasonWords('Ticket 4711')).toBe('Ticket 4711');
  });
});
