import { createHmac } from 'node:crypto';
import { readMessageNews } from './message-news.js';
import { isSignedByMeta } from './meta-signature.js';

const metadata = { display_phone_number: '15550783881', phone_number_id: '1065' };

const notification = (...statuses: unknown[]) => ({
  object: 'whatsapp_business_account',
  entry: [{ id: '1', changes: [{ value: { messaging_product: 'whatsapp', metadata, statuses }, field: 'messages' }] }],
});

test('the statuses that Meta documents are read, with why one has failed', () => {
  const from = { whatsAppPhoneNumberId: '1065' };
  const told = { timestamp: '1750857384', recipient_id: '5516992318222' };
  const errors = [{ code: 131026, title: 'Message undeliverable', error_data: { details: 'Not there' } }];
  expect(
    readMessageNews(
      notification(
        { id: 'wamid.1', status: 'sent', biz_opaque_callback_data: 'msg_01abc', ...told },
        { id: 'wamid.1', status: 'delivered', ...told },
        { id: 'wamid.2', status: 'failed', errors, ...told },
        { id: 'wamid.3', status: 'failed', ...told },
      ),
    ),
  ).toEqual([
    { ...from, providerMessageId: 'wamid.1', messageId: 'msg_01abc', status: 'sent', failure: null },
    { ...from, providerMessageId: 'wamid.1', messageId: null, status: 'delivered', failure: null },
    {
      ...from,
      providerMessageId: 'wamid.2',
      messageId: null,
      status: 'failed',
      failure: { code: 'undeliverable', reason: 'WhatsApp says: Not there (131026)' },
    },
    {
      ...from,
      providerMessageId: 'wamid.3',
      messageId: null,
      status: 'failed',
      failure: { code: 'provider_refused', reason: 'WhatsApp says: It could not be delivered.' },
    },
  ]);
});

test('a notification that does not say which number it is about is read as one of none', () => {
  const value = { statuses: [{ id: 'wamid.1', status: 'sent' }], metadata: { phone_number_id: 1065 } };
  for (const told of [value, { ...value, metadata: undefined }])
    expect(readMessageNews({ entry: [{ changes: [{ value: told }] }] })).toMatchObject([
      { providerMessageId: 'wamid.1', whatsAppPhoneNumberId: null },
    ]);
});

test.each([
  [null],
  [[]],
  ['text'],
  [{ entry: 'x' }],
  [{ entry: [null, { changes: [{ value: null }] }] }],
  [notification({ id: 'wamid.1', status: 'deleted' })],
  [notification({ id: 5, status: 'sent' }, { status: 'sent' }, { id: '', status: 'sent' })],
  [notification({ id: 'wamid.\u0000', status: 'sent' })],
  [notification({ id: 'wamid.\ud83d', status: 'sent' })],
  [{ entry: [{ changes: [{ value: { messages: [{ id: 'wamid.in' }] }, field: 'messages' }] }] }],
])('%j holds no news', (body) => {
  expect(readMessageNews(body)).toEqual([]);
});

test.each([
  ['a pair that the cut goes through', `${'x'.repeat(299)}👋`, `${'x'.repeat(299)}\ufffd`],
  ['half of a pair', 'Not \udc4b there', 'Not \ufffd there'],
  ['a NUL', 'Not\u0000there', 'Not there'],
  ['a whole pair', 'Not 👋 there', 'Not 👋 there'],
])('of %s in their words, only what a database takes is kept', (_what, title, kept) => {
  const [news] = readMessageNews(notification({ id: 'wamid.1', status: 'failed', errors: [{ title }] }));
  expect(news?.failure?.reason).toBe(`WhatsApp says: ${kept}`);
});

test('an id that is none of ours is left out', () => {
  for (const own of ['{"id":1}', 'msg_', 'msg_\u0000', 5])
    expect(
      readMessageNews(notification({ id: 'wamid.1', status: 'sent', biz_opaque_callback_data: own })),
    ).toMatchObject([{ messageId: null }]);
});

describe('a signature', () => {
  const body = Buffer.from('{"object":"whatsapp_business_account","text":"ü"}');
  const signed = (secret: string, bytes: Buffer = body) =>
    `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`;

  test('is good for these bytes, under this secret', () => {
    expect(isSignedByMeta(body, signed('app secret'), 'app secret')).toBe(true);
  });

  test.each([
    ['another secret', signed('other')],
    ['another body', signed('app secret', Buffer.from(`${body.toString()} `))],
    ['none', undefined],
    ['another algorithm', `sha1=${'0'.repeat(64)}`],
    ['a digest that is too short', 'sha256=00'],
    ['two of them', [signed('app secret'), signed('app secret')]],
  ])('is not good with %s', (_what, header) => {
    expect(isSignedByMeta(body, header, 'app secret')).toBe(false);
  });
});
