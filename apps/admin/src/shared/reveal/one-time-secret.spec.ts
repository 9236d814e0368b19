import { OneTimeSecret } from './one-time-secret';

const TEXT = 'ms_live_0123456789abcdefghij';

describe('a one-time secret leaves only by being read', () => {
  it('shows in no copy of it', () => {
    const secret = new OneTimeSecret(TEXT);
    expect(JSON.stringify({ secret })).not.toContain(TEXT);
    expect(`${String(secret)}${JSON.stringify({ ...secret })}`).not.toContain(TEXT);
    expect(secret.read()).toBe(TEXT);
  });

  it('is gone once forgotten', () => {
    const secret = new OneTimeSecret(TEXT);
    secret.forget();
    expect(secret.read()).toBeNull();
  });
});
