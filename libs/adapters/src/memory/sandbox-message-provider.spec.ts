import { SANDBOX_RECIPIENTS, SandboxMessageProvider } from '@latchkey/domain';
import { messageProviderContract } from '@latchkey/testing';

messageProviderContract(() =>
  Promise.resolve({
    provider: new SandboxMessageProvider(),
    sender: { device: { id: 'dev_1', whatsAppPhoneNumberId: null }, accessToken: null },
    recipients: {
      reachable: '+31612345678',
      notOnWhatsApp: `+3161234${SANDBOX_RECIPIENTS.notOnWhatsApp}`,
      unreachableAtFirst: `+3161234${SANDBOX_RECIPIENTS.unreachableAtFirst}`,
    },
    close: () => Promise.resolve(),
  }),
);
