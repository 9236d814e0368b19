import type { AddressInfo, Server } from 'node:net';

/** Tells whoever started this process where to ask. */
export function tellPort(server: Server): void {
  process.stdout.write(`listening on ${(server.address() as AddressInfo).port}\n`);
}
