import { noteServerTime, serverNowMs } from './server-clock';

const differenceMs = () => serverNowMs() - Date.now();

describe('relative times are told by the server clock', () => {
  afterEach(() => noteServerTime(new Date().toUTCString()));

  it('follows a server that is an hour ahead', () => {
    noteServerTime(new Date(Date.now() + 3_600_000).toUTCString());
    expect(differenceMs()).toBeGreaterThan(3_598_000);
    expect(differenceMs()).toBeLessThan(3_602_000);
  });

  it('does not chase the rounding of the header', () => {
    noteServerTime(new Date().toUTCString());
    expect(differenceMs()).toBe(0);
  });

  it('keeps what it knew when a header is missing or unreadable', () => {
    noteServerTime(new Date(Date.now() - 3_600_000).toUTCString());
    noteServerTime(null);
    noteServerTime('yesterday');
    expect(differenceMs()).toBeLessThan(-3_590_000);
  });
});
