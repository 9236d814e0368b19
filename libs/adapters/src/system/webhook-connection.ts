import { connect as connectPlain, isIP, type LookupFunction, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { WebhookTarget } from '@latchkey/domain';

/** Opens a connection to one of the addresses, and to nothing else. */
export type ConnectTo = (target: WebhookTarget, addresses: readonly string[]) => Socket;

/**
 * Pinned: the name goes into the TLS handshake and is what the certificate is checked against, but it is not resolved
 * again. Whoever answers for the name could answer differently the second time.
 */
export const connectTo: ConnectTo = ({ isTls, host, port }, addresses) => {
  const lookup = answering(addresses);
  if (!isTls) return connectPlain({ host, port, lookup });
  // RFC 6066 allows no address as a server name.
  const servername = isIP(host) === 0 ? host : '';
  return connectTls({ host, port, lookup, servername, ALPNProtocols: ['http/1.1'] });
};

const answering =
  (addresses: readonly string[]): LookupFunction =>
  (_host, { all }, callback) => {
    const found = addresses.map((address) => ({ address, family: isIP(address) }));
    if (all) return callback(null, found);
    callback(null, found[0]?.address ?? '', found[0]?.family);
  };
