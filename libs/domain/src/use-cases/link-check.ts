import type { DeviceProvider } from '@latchkey/vocabulary';
import { DomainError, InvalidFieldError } from '../errors.js';
import type { MessageProvider, Sender } from '../ports/message-provider.port.js';

export type MessageProviders = Readonly<Record<DeviceProvider, MessageProvider>>;

/** Asks the provider, and so never in a transaction. @throws InvalidFieldError where it refuses, DomainError `unavailable` */
export async function assertLinks(provider: MessageProvider, sender: Sender): Promise<void> {
  const checked = await provider.check(sender);
  switch (checked.kind) {
    case 'linked':
      return;
    case 'refused':
      throw new InvalidFieldError(checked.field, checked.reason);
    case 'unreachable':
      throw new DomainError('unavailable', 'The provider cannot be reached at the moment. Nothing has changed.');
  }
}
