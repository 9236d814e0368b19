import { createPublicKey, type KeyObject } from 'node:crypto';
import { type Clock, DomainError } from '@latchkey/domain';

/** So long a list that was fetched is taken for the present one. */
const FRESH_MS = 60 * 60 * 1000;
/** Whatever anybody asks for, the list is not fetched more often. */
const FETCH_EVERY_MS = 60 * 1000;
const TIMEOUT_MS = 5_000;
const BODY_BYTES_MAX = 64 * 1024;
const KEYS_MAX = 100;

export interface GithubKeysOptions {
  readonly url: string;
  readonly clock: Clock;
  readonly timeoutMs?: number;
}

type Keys = ReadonlyMap<string, KeyObject>;

interface Fetched {
  readonly keys: Keys;
  readonly etag: string | null;
  readonly atMs: number;
}

/**
 * The public keys with which GitHub signs what its secret scanning has found. The last good list is kept for as long as
 * there is no better one: a key that was GitHub's yesterday still is, as far as anybody can tell.
 */
export class GithubKeys {
  private last: Fetched | null = null;
  private fetching: Promise<void> | null = null;
  private triedAtMs = Number.NEGATIVE_INFINITY;
  private hasFailed = false;

  constructor(private readonly options: GithubKeysOptions) {}

  /** `null` for one that GitHub does not name. @throws DomainError `unavailable` where nobody can tell */
  async find(identifier: string): Promise<KeyObject | null> {
    if (!this.isFresh() || !this.last?.keys.has(identifier)) await this.renew();
    const key = this.last?.keys.get(identifier);
    if (key !== undefined) return key;
    if (this.hasFailed) throw new DomainError('unavailable', 'The keys of GitHub cannot be fetched at the moment.');
    return null;
  }

  private isFresh(): boolean {
    return this.last !== null && this.isWithin(this.last.atMs, FRESH_MS);
  }

  /** All who ask at once wait for one answer. */
  private async renew(): Promise<void> {
    if (this.fetching === null && this.isWithin(this.triedAtMs, FETCH_EVERY_MS)) return;
    this.fetching ??= this.fetch().finally(() => (this.fetching = null));
    await this.fetching;
  }

  /** Also where the clock was set back. */
  private isWithin(sinceMs: number, periodMs: number): boolean {
    return Math.abs(this.options.clock.nowMs() - sinceMs) < periodMs;
  }

  private async fetch(): Promise<void> {
    const { clock } = this.options;
    this.triedAtMs = clock.nowMs();
    const fetched = await this.ask(this.last);
    this.hasFailed = fetched === null;
    if (fetched !== null) this.last = { ...fetched, atMs: clock.nowMs() };
  }

  /** `null` where no list came, for whatever reason. */
  private async ask(last: Fetched | null): Promise<Omit<Fetched, 'atMs'> | null> {
    const { url, timeoutMs = TIMEOUT_MS } = this.options;
    const etag = last?.etag;
    try {
      const response = await fetch(url, {
        headers: { accept: 'application/json', 'user-agent': 'Latchkey', ...(etag && { 'if-none-match': etag }) },
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      if (response.status === 304 && last !== null) return last;
      const keys = response.status === 200 ? keysIn(JSON.parse(await textOf(response))) : null;
      return keys && { keys, etag: response.headers.get('etag') };
    } catch {
      return null;
    }
  }
}

/** @throws what is too large */
async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += (chunk as Uint8Array).length;
    if (bytes > BODY_BYTES_MAX) throw new RangeError('The list of keys is too large.');
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** `{public_keys: [{key_identifier, key, is_current}]}`, each key as PEM. `null` where there is none that can be used. */
function keysIn(body: unknown): Keys | null {
  const list = (body as { readonly public_keys?: unknown } | null)?.public_keys;
  if (!Array.isArray(list)) return null;
  const keys = new Map<string, KeyObject>();
  for (const each of list.slice(0, KEYS_MAX) as unknown[]) {
    const { key_identifier: identifier, key: pem } = (each ?? {}) as Readonly<Record<string, unknown>>;
    const key = typeof pem === 'string' ? p256KeyIn(pem) : null;
    if (typeof identifier === 'string' && key !== null) keys.set(identifier, key);
  }
  return keys.size > 0 ? keys : null;
}

function p256KeyIn(pem: string): KeyObject | null {
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : null;
  } catch {
    return null;
  }
}
