import { afterHandover, withStatus } from '../messaging/after-handover.js';
import type { Device } from '../messaging/device.js';
import type { Message } from '../messaging/message.js';
import { MESSAGE_ATTEMPTS_MAX } from '../messaging/retry-delay.js';
import { nextInSandbox } from '../messaging/sandbox-message-provider.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database, Stores } from '../ports/database.port.js';
import type { Handover } from '../ports/message-provider.port.js';
import type { Random } from '../ports/random.port.js';
import { SealBrokenError, type SecretBox } from '../ports/secret-box.port.js';
import { AS_SYSTEM } from './caller.js';
import { tellOfDevice } from './device-changes.js';
import type { MessageProviders } from './link-check.js';
import { tellOfMessage } from './message-changes.js';

/** Longer than any provider takes to answer: who has not come back by then never will. */
export const MESSAGE_LEASE_MS = 20_000;
const AT_ONCE_MAX = 16;

export interface Dispatch {
  /** Messages of the sandbox, or all others: a slow provider holds up nobody in the sandbox. */
  readonly sandbox: boolean;
  /** One message could not be seen to; it is due again when its lease is over. */
  readonly onFailure: (error: Error) => void;
}

/**
 * Carries messages from the outbox to their provider, at least once: a process that is killed after the provider has
 * taken a message on, and before that is written down, leaves it to be handed over again. Nothing is locked while a
 * provider is asked.
 */
export class DispatchMessages {
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly database: Database,
    private readonly providers: MessageProviders,
    private readonly secretBox: SecretBox,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly dispatch: Dispatch,
  ) {}

  /** Sets out on everything that is due, a bounded number at a time, without waiting for the last ones. @throws StoreUnavailableError */
  async execute(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const room = AT_ONCE_MAX - this.underWay.size;
      if (room === 0) {
        await Promise.race(this.underWay);
        continue;
      }
      const due = await this.claim(room);
      for (const message of due) this.start(message);
      if (due.length < room) return;
    }
  }

  /** When it resolves, nothing is under way. */
  async settled(): Promise<void> {
    await Promise.all(this.underWay);
  }

  private claim(countMax: number): Promise<readonly Message[]> {
    const nowMs = this.clock.nowMs();
    const { sandbox } = this.dispatch;
    return this.database.messages.claimDue({ sandbox, nowMs, dueAgainAtMs: nowMs + MESSAGE_LEASE_MS, countMax });
  }

  private start(message: Message): void {
    const work = this.seeTo(message)
      .catch(this.dispatch.onFailure)
      .finally(() => this.underWay.delete(work));
    this.underWay.add(work);
  }

  private async seeTo(message: Message): Promise<void> {
    if (message.status !== 'queued') return this.goOn(message);
    if (message.attempts > MESSAGE_ATTEMPTS_MAX) return this.settle(message, null, GIVEN_UP);
    const device = await this.database.devices.find(message.workspaceId, message.deviceId);
    if (device?.status !== 'connected') return this.settle(message, null, { kind: 'disconnected', reason: CUT_OFF });
    return this.settle(message, device, await this.handOver(message, device));
  }

  /** A message of the sandbox is never anybody else's to carry, whatever its device has become. */
  private async handOver(message: Message, device: Device): Promise<Handover> {
    if (message.sandbox) return this.providers.sandbox.send(message, { device, accessToken: null });
    try {
      const { sealedAccessToken } = device;
      const accessToken = sealedAccessToken === null ? null : this.secretBox.open(sealedAccessToken, device.id);
      return await this.providers[device.provider].send(message, { device, accessToken });
    } catch (error) {
      if (error instanceof SealBrokenError) return { kind: 'disconnected', reason: UNREADABLE };
      throw error;
    }
  }

  /**
   * Meanwhile the provider may have told of the message itself, and then knows better. Or the lease was over, and
   * somebody else has set out: then only good news counts, for the rest the next attempt decides.
   */
  private settle(claimed: Message, device: Device | null, handover: Handover): Promise<void> {
    return this.database.transaction(async (stores) => {
      const message = await stores.messages.lock(claimed.workspaceId, claimed.id);
      if (message?.status !== 'queued') return;
      if (handover.kind !== 'accepted' && message.attempts !== claimed.attempts) return;
      const after = afterHandover(message, handover, this.clock.nowMs());
      await stores.messages.update(after);
      if (after.status !== message.status) await tellOfMessage(stores, after, this.clock, this.random);
      if (handover.kind === 'disconnected' && device !== null) await this.disconnect(stores, device);
    });
  }

  /** Unless somebody has given it another access token since. */
  private async disconnect(stores: Stores, asUsed: Device): Promise<void> {
    const before = await stores.devices.lock(asUsed.workspaceId, asUsed.id);
    if (before?.status !== 'connected' || before.sealedAccessToken !== asUsed.sealedAccessToken) return;
    const after: Device = { ...before, status: 'disconnected' };
    await stores.devices.update(after);
    const change = { action: 'device.disconnected', before, after } as const;
    await tellOfDevice(stores, AS_SYSTEM, change, this.clock, this.random);
  }

  /** What the sandbox does next, at the moment at which it is said to happen. */
  private goOn(claimed: Message): Promise<void> {
    return this.database.transaction(async (stores) => {
      const message = await stores.messages.lock(claimed.workspaceId, claimed.id);
      const next = message && nextInSandbox(message);
      if (!message || !next || next.atMs > this.clock.nowMs()) return;
      const after = withStatus(message, next.status, next.atMs);
      await stores.messages.update(after);
      await tellOfMessage(stores, after, this.clock, this.random);
    });
  }
}

/** No attempt came to an end, not even to a bad one: each threw, or its process died. It may have arrived all the same. */
const GIVEN_UP: Handover = {
  kind: 'refused',
  code: 'provider_unavailable',
  reason: `After ${MESSAGE_ATTEMPTS_MAX} attempts there is no result that could be kept. Whether it has arrived is not known.`,
};
const CUT_OFF = 'The device was not connected any more when the message was to go out.';
const UNREADABLE = 'The access token of the device cannot be read: link it again.';
