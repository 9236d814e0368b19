import { Resolver } from 'node:dns/promises';

/** Every address of a name. @throws where it has none, or nobody can say */
export type ResolveName = (host: string, signal: AbortSignal) => Promise<readonly string[]>;

const QUERY_TIMEOUT_MS = 3_000;
const QUERY_TRIES = 2;

/**
 * Asks the name servers directly. `dns.lookup` would take one of the few threads that passwords are hashed on, for as
 * long as somebody's name server likes; in return, `/etc/hosts` and search domains do not count here.
 */
export const resolveName: ResolveName = async (host, signal) => {
  const resolver = new Resolver({ timeout: QUERY_TIMEOUT_MS, tries: QUERY_TRIES });
  const cancel = (): void => resolver.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    if (addresses.length === 0) throw new Error('The name has no address.');
    return addresses;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
};
