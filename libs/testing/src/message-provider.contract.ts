import type { Message, MessageProvider, Sender } from '@latchkey/domain';
import { aMessage } from './a-message.js';

/** A provider, with somebody who may send by it and recipients that meet what each test is about. */
export interface ProviderUnderTest {
  readonly provider: MessageProvider;
  readonly sender: Sender;
  readonly recipients: {
    readonly reachable: string;
    readonly notOnWhatsApp: string;
    /** Its first attempt finds the provider out of reach, the second does not. */
    readonly unreachableAtFirst: string;
  };
  close(): Promise<void>;
}

export function messageProviderContract(makeProvider: () => Promise<ProviderUnderTest>): void {
  describe('message provider', () => {
    let made: ProviderUnderTest;
    beforeAll(async () => {
      made = await makeProvider();
    });
    afterAll(() => made.close());
    const send = (to: string, more: Partial<Message> = {}) =>
      made.provider.send(aMessage({ to, attempts: 1, ...more }), made.sender);

    it('says of who may send that it is linked', async () => {
      expect(await made.provider.check(made.sender)).toEqual({ kind: 'linked' });
    });

    it('takes a message on, and names it, each by another name', async () => {
      const [one, other] = [await send(made.recipients.reachable), await send(made.recipients.reachable)];
      for (const handover of [one, other])
        expect(handover).toEqual({ kind: 'accepted', providerMessageId: expect.stringMatching(/./) });
      expect(one).not.toEqual(other);
    });

    it('refuses for good what reaches nobody, and says why', async () => {
      const refused = { kind: 'refused', code: 'undeliverable', reason: expect.stringMatching(/./) };
      expect(await send(made.recipients.notOnWhatsApp)).toEqual(refused);
    });

    it('postpones what finds it out of reach, and takes it on later', async () => {
      const to = made.recipients.unreachableAtFirst;
      expect(await send(to)).toMatchObject({ kind: 'postponed', code: 'provider_unavailable', retryAfterMs: null });
      expect(await send(to, { attempts: 2 })).toMatchObject({ kind: 'accepted' });
    });
  });
}
