import type { ServerResponse } from 'node:http';
import { aMessage, messageProviderContract } from '@latchkey/testing';
import { type Asked, graphError, GraphStandIn, json } from './graph-stand-in.fixture.js';
import { WhatsAppCloudProvider } from './whatsapp-cloud-provider.js';

const TOKEN = 'EAAB-secret';
const SENDER = { device: { id: 'dev_1', whatsAppPhoneNumberId: '106540352242922' }, accessToken: TOKEN };

const wamid = { messaging_product: 'whatsapp', contacts: [], messages: [{ id: 'wamid.HBgL' }] };

messageProviderContract(async () => {
  let count = 0;
  let wasUnreachable = false;
  const standIn = await new GraphStandIn(({ method, body }, response) => {
    if (method === 'GET') return json(response, 200, { id: '106540352242922' });
    const { to } = JSON.parse(body) as { to: string };
    if (to.endsWith('0001')) return json(response, 400, graphError(131026, 'Message undeliverable'));
    if (to.endsWith('0004') && !wasUnreachable) {
      wasUnreachable = true;
      return json(response, 500, graphError(131000));
    }
    json(response, 200, { messages: [{ id: `wamid.${++count}` }] });
  }).open();
  return {
    provider: new WhatsAppCloudProvider({ url: standIn.url }),
    sender: SENDER,
    recipients: {
      reachable: '+31612345678',
      notOnWhatsApp: '+31612340001',
      unreachableAtFirst: '+31612340004',
    },
    close: () => standIn.close(),
  };
});

describe('WhatsAppCloudProvider', () => {
  let standIn: GraphStandIn;
  let provider: WhatsAppCloudProvider;
  beforeEach(async () => {
    standIn = await new GraphStandIn((_asked, response) => json(response, 200, wamid)).open();
    provider = new WhatsAppCloudProvider({ url: standIn.url, timeoutMs: 300 });
  });
  afterEach(() => standIn.close());

  const message = aMessage({ to: '+31612345678', body: 'Hello 👋' });
  const sendAnswered = (answer: (asked: Asked, response: ServerResponse) => void) => {
    standIn.answer = answer;
    return provider.send(message, SENDER);
  };

  it('asks as Meta documents it, with our own id along', async () => {
    expect(await provider.send(message, SENDER)).toEqual({ kind: 'accepted', providerMessageId: 'wamid.HBgL' });
    const [asked] = standIn.asked;
    expect(asked).toMatchObject({
      method: 'POST',
      url: '/v23.0/106540352242922/messages',
      authorization: `Bearer ${TOKEN}`,
    });
    expect(JSON.parse(asked!.body)).toEqual({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '+31612345678',
      type: 'text',
      text: { body: 'Hello 👋' },
      biz_opaque_callback_data: message.id,
    });
  });

  const reason = expect.any(String) as string;
  it.each([
    [401, 190, { kind: 'disconnected', reason }],
    [401, 0, { kind: 'disconnected', reason }],
    [400, 33, { kind: 'disconnected', reason }],
    [403, 131031, { kind: 'disconnected', reason }],
    [400, 131026, { kind: 'refused', code: 'undeliverable', reason }],
    [400, 131030, { kind: 'refused', code: 'recipient_not_allowed', reason }],
    [400, 131047, { kind: 'refused', code: 'outside_window', reason }],
    [400, 100, { kind: 'refused', code: 'provider_refused', reason }],
    [403, 10, { kind: 'refused', code: 'provider_refused', reason }],
    [429, 130429, { kind: 'postponed', code: 'rate_limited', reason, retryAfterMs: null }],
    [429, 131056, { kind: 'postponed', code: 'rate_limited', reason, retryAfterMs: null }],
    [400, 80007, { kind: 'postponed', code: 'rate_limited', reason, retryAfterMs: null }],
    [500, 131000, { kind: 'postponed', code: 'provider_unavailable', reason, retryAfterMs: null }],
    [503, 2, { kind: 'postponed', code: 'provider_unavailable', reason, retryAfterMs: null }],
  ])('reads %d with code %d as %j', async (status, code, handover) => {
    expect(await sendAnswered((_asked, response) => json(response, status, graphError(code)))).toEqual(handover);
  });

  it('goes by the status where there is no code of Meta’s', async () => {
    const kinds = [];
    for (const status of [302, 400, 401, 404, 408, 429, 500, 502])
      kinds.push((await sendAnswered((_asked, response) => void response.writeHead(status).end('<html>'))).kind);
    const expected = ['refused', 'refused', 'disconnected', 'refused', 'postponed', 'postponed', 'postponed'];
    expect(kinds).toEqual([...expected, 'postponed']);
  });

  it('hands on when to come back', async () => {
    const answer = { 'retry-after': '7' };
    const handover = await sendAnswered((_asked, response) => json(response, 429, graphError(130429), answer));
    expect(handover).toMatchObject({ retryAfterMs: 7_000 });
  });

  it('says what Meta says, in one line, and nothing of the token', async () => {
    const handover = await sendAnswered((_asked, response) => json(response, 400, graphError(131026, 'Not\nthere')));
    expect(handover).toMatchObject({ reason: 'WhatsApp says: (#131026) Something: Not there (131026)' });
  });

  it.each<[string, (asked: Asked, response: ServerResponse) => void]>([
    ['hangs', () => undefined],
    ['is cut off', (_asked, response) => void response.destroy()],
  ])('postpones when the connection %s, in a bounded time, and names neither address nor token', async (_, answer) => {
    const handover = await sendAnswered(answer);
    expect(handover).toMatchObject({ kind: 'postponed', code: 'provider_unavailable' });
    expect(JSON.stringify(handover)).not.toMatch(/127\.0\.0\.1|EAAB/);
  });

  it('postpones when nobody listens', async () => {
    await standIn.close();
    expect(await provider.send(message, SENDER)).toMatchObject({ kind: 'postponed' });
    expect(await provider.check(SENDER)).toEqual({ kind: 'unreachable' });
    await standIn.open();
  });

  it('takes a good status whose body is cut off for what it is: taken on', async () => {
    const cut = (_asked: Asked, response: ServerResponse) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' }).write('{"messages":');
      setImmediate(() => response.destroy());
    };
    expect(await sendAnswered(cut)).toEqual({ kind: 'accepted', providerMessageId: null });
  });

  it('follows no redirect, so that the token goes nowhere else', async () => {
    const elsewhere = await new GraphStandIn((_asked, response) => json(response, 200, wamid)).open();
    const handover = await sendAnswered(
      (_asked, response) => void response.writeHead(307, { location: `${elsewhere.url}/1/messages` }).end(),
    );
    expect(handover).toMatchObject({ kind: 'refused' });
    expect(elsewhere.asked).toEqual([]);
    await elsewhere.close();
  });

  it.each([
    [200, { id: '106540352242922' }, { kind: 'linked' }],
    [401, graphError(190), { kind: 'refused', field: 'accessToken', reason }],
    [403, graphError(200), { kind: 'refused', field: 'accessToken', reason }],
    [400, graphError(100), { kind: 'refused', field: 'whatsAppPhoneNumberId', reason }],
    [400, graphError(33), { kind: 'refused', field: 'whatsAppPhoneNumberId', reason }],
    [429, graphError(4), { kind: 'unreachable' }],
    [500, {}, { kind: 'unreachable' }],
  ])('reads %d %j of a check as %j', async (status, body, checked) => {
    standIn.answer = (_asked, response) => json(response, status, body);
    expect(await provider.check(SENDER)).toEqual(checked);
    expect(standIn.asked).toMatchObject([{ method: 'GET', url: '/v23.0/106540352242922?fields=id' }]);
  });
});
