import { excerptOf, stepsTo } from './message-words';

describe('how messages are told of', () => {
  it('knows the way that a message has come', () => {
    expect(stepsTo('queued')).toEqual(['queued']);
    expect(stepsTo('read')).toEqual(['queued', 'sent', 'delivered', 'read']);
    expect(stepsTo('failed')).toEqual(['queued', 'failed']);
  });

  it('shows the beginning of a long text on one line, and cuts no character in two', () => {
    expect(excerptOf('Hello\n  there ')).toBe('Hello there');
    expect(excerptOf('👋'.repeat(81))).toBe(`${'👋'.repeat(80)}…`);
  });
});
