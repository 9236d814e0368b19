import { type Child, start } from './child.js';
import { startLatchkey } from './latchkey.js';
import type { Peer, Request } from './peer.js';

export interface Peers {
  readonly peers: readonly Peer[];
  stop(): Promise<void>;
}

/** What all the others are held against. */
export const BASELINE = 'Fastify, nothing done';

const get = (path: string, headers: Request['headers'], expects: string): Request => ({
  method: 'GET',
  path,
  headers,
  body: null,
  expects,
});

const post = (path: string, body: object, headers: Request['headers'] = {}): Request => ({
  method: 'POST',
  path,
  headers,
  body,
  expects: '"allowed":true',
});

/** Every server that is measured, running. */
export async function startPeers(directory: string): Promise<Peers> {
  const children: Child[] = [];
  const stop = async (): Promise<void> => {
    for (let child = children.pop(); child !== undefined; child = children.pop()) await child.stop();
  };
  try {
    const latchkey = await startLatchkey(directory);
    children.push(latchkey.child);
    const server = async (file: string, environment: Readonly<Record<string, string>> = {}) => {
      const child = await start(`servers/${file}.js`, /^listening on (\d+)\n/, environment);
      children.push(child);
      return { pid: child.pid, port: Number(child.caught) };
    };
    const http = await server('bare-http');
    const fastify = await server('fastify-no-op');
    const select = await server('fastify-select', { DATABASE: JSON.stringify(latchkey.database) });
    const ours = { pid: latchkey.child.pid, port: latchkey.port };
    const service = { authorization: `Bearer ${latchkey.serviceKey}` };
    const presented = { authorization: `Bearer ${latchkey.presentedKey}` };
    const question = { key: latchkey.presentedKey, method: 'POST', scopes: ['messages:write'], clientIp: '192.0.2.1' };
    return {
      stop,
      peers: [
        { ...http, name: 'node:http, nothing done', request: get('/', presented, '"allowed":true') },
        { ...fastify, name: BASELINE, request: get('/', presented, '"allowed":true') },
        { ...fastify, name: 'Fastify, a JSON body read', request: post('/', question, service) },
        { ...ours, name: 'Latchkey, POST /v1/keys/verify', request: post('/v1/keys/verify', question, service) },
        { ...ours, name: 'Latchkey, GET /v1/devices (Nest)', request: get('/v1/devices', presented, '"data":[') },
        { ...select, name: 'Fastify, one SELECT a request', request: post('/', { key: latchkey.presentedKey }) },
      ],
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
