import { handoverCallers, recentNetworks } from './callers';

const at = (day: number) => `2026-06-0${day}T12:00:00.000Z`;
const seen = (network: string, day: number) => ({ network, firstSeenAt: at(1), lastSeenAt: at(day), requests: 3 });

describe('who calls with a key', () => {
  it('lately is within seven days', () =>
    expect(recentNetworks([seen('a', 1), seen('b', 5)], Date.parse('2026-06-10T00:00:00Z'))).toEqual([seen('b', 5)]));
});

describe('who has changed over to the new key', () => {
  it('has called with the new one last; who has not comes first', () => {
    const callers = handoverCallers(
      [seen('changed', 2), seen('still', 3), seen('back', 5)],
      [seen('changed', 4), seen('back', 4), seen('never had the old', 4)],
    );
    expect(callers.map(({ network, changedOver }) => [network, changedOver])).toEqual([
      ['still', false],
      ['back', false],
      ['changed', true],
      ['never had the old', true],
    ]);
  });
});
