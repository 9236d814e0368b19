/** The request that WAPing's document prints under "Request example", to the letter. It prints no `curl`. */
export const REQUEST = `GET /v1/devices HTTP/1.1
Host: api.waping.app
Authorization: Bearer {WAPING_API_KEY{'}'}
Accept: application/json`;

/** The answer to it, under "Response example (success)". */
export const ANSWER = {
  data: [{ id: 'dev_123', status: 'connected' }],
};

/** The rows of "Plan entitlements": devices, messages a month, and whether the API is included. */
export const PLANS = [
  ['Free', 1, 500, false],
  ['Starter', 1, 3_000, true],
  ['Growth', 5, 30_000, true],
  ['Pro', 15, 300_000, true],
  ['Enterprise', 50, 1_000_000, true],
] as const;
