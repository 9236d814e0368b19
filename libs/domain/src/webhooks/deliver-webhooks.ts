import type { Clock } from '../ports/clock.port.js';
import type { Database } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import { type SecretBox, SealBrokenError } from '../ports/secret-box.port.js';
import type { WebhookAnswer, WebhookRequest, WebhookSender } from '../ports/webhook-sender.port.js';
import type { TellOwners } from '../use-cases/tell-owners.js';
import type { Api } from '../tenancy/api.js';
import { errorIn } from './after-attempt.js';
import { DistributeEvents, EVENTS_PER_BATCH } from './distribute-events.js';
import { RecordAttempt } from './record-attempt.js';
import { signedHeaders } from './signatures.js';
import { signingSecrets } from './webhook-secrets.js';
import type { WebhookDelivery } from './webhook-delivery.js';
import type { Webhook } from './webhook.js';

/**
 * Attempts under way at a time: of all, of one workspace, and of one lane. A slow address takes up its lane and no more,
 * and a workspace with many of them its own part.
 */
export const ATTEMPTS_AT_ONCE_MAX = 128;
export const ATTEMPTS_PER_WORKSPACE_MAX = 32;
export const ATTEMPTS_PER_LANE_MAX = 4;

/** Twice as long as an attempt may take. After a crash in its middle it is made again no later than this. */
export const DELIVERY_LEASE_MS = 30_000;

export interface DeliverWebhooksParts {
  readonly database: Database;
  readonly sender: WebhookSender;
  readonly box: SecretBox;
  readonly clock: Clock;
  readonly random: Random;
  /** Writes to the people whose endpoint is given up. */
  readonly owners: TellOwners;
  /** Whether the API's wire profile has the hex signature of the body as well. */
  readonly signsBody: (api: Api) => boolean;
  /** An attempt has ended: there may be room for more. */
  readonly onRoom: () => void;
  /** An attempt that could not be prepared or recorded. It is made again when its lease is over. */
  readonly onFailure: (error: Error) => void;
}

/** Tells endpoints of events, at least once each. */
export class DeliverWebhooks {
  private readonly underWay = new Set<Promise<void>>();
  private readonly distribute: DistributeEvents;
  private readonly record: RecordAttempt;

  constructor(private readonly parts: DeliverWebhooksParts) {
    const { database, box, clock, random, owners } = parts;
    this.distribute = new DistributeEvents(database, box, clock, random);
    this.record = new RecordAttempt(database, clock, random, owners);
  }

  /** Starts whatever is due, and does not wait for how it ends. @throws StoreUnavailableError */
  async execute(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && (await this.distribute.execute()) === EVENTS_PER_BATCH);
    const countMax = ATTEMPTS_AT_ONCE_MAX - this.underWay.size;
    if (signal.aborted || countMax === 0) return;
    const nowMs = this.parts.clock.nowMs();
    const claim = {
      nowMs,
      leasedUntilMs: nowMs + DELIVERY_LEASE_MS,
      countMax,
      perWorkspaceMax: ATTEMPTS_PER_WORKSPACE_MAX,
      perLaneMax: ATTEMPTS_PER_LANE_MAX,
    };
    for (const delivery of await this.parts.database.deliveries.claim(claim)) this.start(delivery, signal);
  }

  /** When it resolves, no attempt is under way. */
  async idle(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  private start(delivery: WebhookDelivery, signal: AbortSignal): void {
    const attempt = this.attempt(delivery, signal)
      .catch((error: unknown) => this.parts.onFailure(error as Error))
      .finally(() => {
        this.underWay.delete(attempt);
        this.parts.onRoom();
      });
    this.underWay.add(attempt);
  }

  private async attempt(delivery: WebhookDelivery, signal: AbortSignal): Promise<void> {
    const { clock, sender, database } = this.parts;
    const webhook = await database.webhooks.find(delivery.workspaceId, delivery.webhookId);
    const url = webhook && addressOf(delivery, webhook);
    if (webhook === null || url === null) return this.record.cancelled(delivery);
    const atMs = clock.nowMs();
    let answer: WebhookAnswer;
    try {
      const request = await this.requestOf(delivery, webhook, url, atMs);
      answer = request === null ? UNREADABLE : await sender.send(request, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      return this.record.released(delivery);
    }
    const statusCode = answer.kind === 'answered' ? answer.statusCode : null;
    const attempt = { atMs, durationMs: clock.nowMs() - atMs, statusCode, error: errorIn(answer) };
    await this.record.execute(delivery, attempt, { url, retryAfter: retryAfterOf(answer) });
  }

  /** `null` where the secret cannot be opened. The time it is signed with is that of the attempt. */
  private async requestOf(
    { workspaceId, eventId }: WebhookDelivery,
    webhook: Webhook,
    url: string,
    atMs: number,
  ): Promise<WebhookRequest | null> {
    const { database, box, signsBody } = this.parts;
    const body = await database.events.bodyOf(workspaceId, eventId);
    const workspace = await database.workspaces.find(workspaceId);
    const api = workspace && (await database.apis.find(workspace.apiId));
    if (body === null || api === null) throw new Error(`Event ${eventId} has a delivery, and nothing to send.`);
    try {
      const secrets = signingSecrets(webhook, box, atMs);
      const message = { id: eventId, timestampS: Math.floor(atMs / 1000), body };
      return { url, body, headers: signedHeaders(message, secrets, signsBody(api)) };
    } catch (error) {
      if (error instanceof SealBrokenError) return null;
      throw error;
    }
  }
}

const UNREADABLE: WebhookAnswer = { kind: 'unanswered', error: 'secret_unreadable' };

/** `null` where somebody has disabled what it is for since it was made. */
function addressOf({ overrideUrl }: WebhookDelivery, { url, disabled }: Webhook): string | null {
  const isStopped = disabled !== null && (overrideUrl === null || url === null);
  return isStopped ? null : (overrideUrl ?? url);
}

const retryAfterOf = (answer: WebhookAnswer): string | null => (answer.kind === 'answered' ? answer.retryAfter : null);
