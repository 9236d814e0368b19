import type { Http } from './http.js';
import type { PageJson } from './tenancy.js';
import { until } from './until.js';

export interface DeviceJson {
  readonly id: string;
  readonly status: string;
  readonly sandbox: boolean;
}

export interface MessageJson {
  readonly id: string;
  readonly deviceId: string;
  readonly status: string;
  readonly sandbox: boolean;
  readonly failureCode: string | null;
  readonly failureReason: string | null;
  readonly providerMessageId: string | null;
}

export const MESSAGE = { to: '+31612345678', body: 'Hello 👋' };

export const addDevice = async <T = DeviceJson>(client: Http, more: object = {}): Promise<T> =>
  (await client.post('/v1/devices', { name: 'A device', ...more })).expect<T>(201);

export const send = async (client: Http, more: object = {}): Promise<MessageJson> =>
  (await client.post('/v1/messages', { ...MESSAGE, ...more })).expect<MessageJson>(201);

/** The message, once it has come so far. */
export const comesTo = (client: Http, { id }: { id: string }, status: string, patienceMs?: number) =>
  until<MessageJson>(
    `the message is ${status}`,
    async () => {
      const message = (await client.get(`/v1/messages/${id}`)).expect<MessageJson>(200);
      return message.status === status && message;
    },
    patienceMs,
  );

export const devicesOf = async (client: Http): Promise<readonly DeviceJson[]> =>
  (await client.get('/v1/devices')).expect<PageJson<DeviceJson>>(200).data;
