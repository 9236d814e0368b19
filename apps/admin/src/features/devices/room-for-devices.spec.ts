import { isFull, roomSentence } from './room-for-devices';

describe('how many devices the plan has room for', () => {
  it('is said before somebody runs into it', () => {
    expect(roomSentence({ used: 1, allowed: 3 })).toBe('1 of 3 devices of the plan is in use.');
    expect(roomSentence({ used: 0, allowed: 1 })).toBe('0 of 1 device of the plan are in use.');
  });

  it('is not said where there is no end to them', () => {
    expect(roomSentence({ used: 7, allowed: null })).toBeNull();
    expect(isFull({ used: 7, allowed: null })).toBe(false);
  });

  it('is none at the cap, and beyond it after a smaller plan', () =>
    expect([2, 3, 4].map((used) => isFull({ used, allowed: 3 }))).toEqual([false, true, true]));
});
