import type { MessageProvider } from '../ports/message-provider.port.js';

/** Delivers at once, to nobody: what is tried in the sandbox reaches no telephone. */
export class SandboxMessageProvider implements MessageProvider {
  send(): Promise<'delivered'> {
    return Promise.resolve('delivered');
  }
}
