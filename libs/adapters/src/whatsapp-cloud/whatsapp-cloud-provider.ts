import type { Handover, LinkCheck, Message, MessageProvider, Sender } from '@latchkey/domain';
import { isProviderId } from './message-news.js';
import { fieldOf, type GraphError, graphErrorIn, handoverOf, reasonOf } from './graph-error.js';

/** From the first byte to the last of the answer. Well below the lease of a message, which is 20 s. */
const TIMEOUT_MS = 10_000;

interface GraphAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly retryAfterMs: number | null;
}

export interface WhatsAppCloudOptions {
  /** With the version, and without a slash at the end: `https://graph.facebook.com/v23.0`. */
  readonly url: string;
  readonly timeoutMs?: number;
}

/**
 * Meta's Graph API. The access token travels in a header only, and no error of ours repeats what `fetch` says, which may
 * name the address. Redirects are not followed: they would carry the token elsewhere.
 */
export class WhatsAppCloudProvider implements MessageProvider {
  constructor(private readonly options: WhatsAppCloudOptions) {}

  async check(sender: Sender): Promise<LinkCheck> {
    const answer = await this.ask(sender, '?fields=id');
    if (answer === null) return { kind: 'unreachable' };
    if (answer.status === 200) return { kind: 'linked' };
    return refusalOf(answer.status, graphErrorIn(answer.body));
  }

  async send(message: Message, sender: Sender): Promise<Handover> {
    const answer = await this.ask(sender, '/messages', textMessage(message));
    if (answer === null) return OUT_OF_REACH;
    if (answer.status !== 200) return handoverOf(answer.status, graphErrorIn(answer.body), answer.retryAfterMs);
    const id = fieldOf((fieldOf(answer.body, 'messages') as unknown[] | undefined)?.[0], 'id');
    return { kind: 'accepted', providerMessageId: isProviderId(id) ? id : null };
  }

  /** `null` where no answer came: nobody knows then whether the request arrived. */
  private async ask({ device, accessToken }: Sender, path: string, json?: object): Promise<GraphAnswer | null> {
    try {
      const response = await fetch(`${this.options.url}/${device.whatsAppPhoneNumberId}${path}`, {
        method: json ? 'POST' : 'GET',
        headers: {
          authorization: `Bearer ${accessToken}`,
          accept: 'application/json',
          ...(json && { 'content-type': 'application/json' }),
        },
        ...(json && { body: JSON.stringify(json) }),
        redirect: 'manual',
        signal: AbortSignal.timeout(this.options.timeoutMs ?? TIMEOUT_MS),
      });
      const { status, headers } = response;
      return { status, body: await bodyOf(response), retryAfterMs: retryAfterMsOf(headers) };
    } catch {
      // `fetch` has one kind of error for refused, cut and late alike, and its text is not for other people's eyes.
      return null;
    }
  }
}

const OUT_OF_REACH: Handover = {
  kind: 'postponed',
  code: 'provider_unavailable',
  reason: 'WhatsApp could not be reached, or did not answer in time.',
  retryAfterMs: null,
};

/** `biz_opaque_callback_data` comes back with every status: news finds its message also where the answer got lost. */
const textMessage = ({ id, to, body }: Message) => ({
  messaging_product: 'whatsapp',
  recipient_type: 'individual',
  to,
  type: 'text',
  text: { body },
  biz_opaque_callback_data: id,
});

/** An unknown number is refused as one that the token may not see, so only what is plainly the token's is said to be. */
function refusalOf(status: number, error: GraphError | null): LinkCheck {
  if (handoverOf(status, error, null).kind === 'postponed') return { kind: 'unreachable' };
  const code = error?.code;
  const isOfToken = status === 401 || code === 0 || code === 190 || code === 10 || (code && code >= 200 && code < 300);
  const reason = reasonOf(status, error);
  return { kind: 'refused', field: isOfToken ? 'accessToken' : 'whatsAppPhoneNumberId', reason };
}

/** `null` for what is cut off, or is no JSON, such as a proxy's page: the status has arrived, and decides. */
const bodyOf = (response: Response): Promise<unknown> => response.json().catch(() => null);

/** In seconds; dates are not what Meta sends. */
function retryAfterMsOf(headers: Headers): number | null {
  const seconds = headers.get('retry-after');
  return seconds !== null && /^\d{1,6}$/.test(seconds) ? Number(seconds) * 1_000 : null;
}
