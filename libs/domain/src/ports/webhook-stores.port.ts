import type { WebhookDeliveryState } from '@latchkey/vocabulary';
import type { Webhook } from '../webhooks/webhook.js';
import type { WebhookDelivery } from '../webhooks/webhook-delivery.js';
import type { Page, PageRequest } from './page.js';

/** Errors and locks are as with the other stores of `database.port.ts`. */
export interface WebhookStore {
  /** `null` also for one of another workspace. */
  find(workspaceId: string, id: string): Promise<Webhook | null>;
  lock(workspaceId: string, id: string): Promise<Webhook | null>;
  page(workspaceId: string, page: PageRequest): Promise<Page<Webhook>>;
  /** For use in a transaction: all of these workspaces, the oldest first. None of them is removed until the end. */
  hold(workspaceIds: readonly string[]): Promise<readonly Webhook[]>;
  count(workspaceId: string): Promise<number>;
  insert(webhook: Webhook): Promise<void>;
  update(webhook: Webhook): Promise<void>;
  /** With all of its deliveries. Does nothing where there is none. */
  remove(workspaceId: string, id: string): Promise<void>;
}

export interface DeliveryFilter {
  readonly workspaceId: string;
  readonly webhookId: string;
  readonly state?: WebhookDeliveryState;
}

/** Takes deliveries that are due for an attempt. */
export interface DeliveryClaim {
  readonly nowMs: number;
  /** Nobody else takes them before. */
  readonly leasedUntilMs: number;
  readonly countMax: number;
  /** Of one workspace, those that are leased already included. */
  readonly perWorkspaceMax: number;
  /** Of one lane, likewise. */
  readonly perLaneMax: number;
}

export interface WebhookDeliveryStore {
  /** `null` also for one of another endpoint, or of another workspace. */
  find(workspaceId: string, webhookId: string, id: string): Promise<WebhookDelivery | null>;
  lock(workspaceId: string, webhookId: string, id: string): Promise<WebhookDelivery | null>;
  page(filter: DeliveryFilter, page: PageRequest): Promise<Page<WebhookDelivery>>;
  insert(deliveries: readonly WebhookDelivery[]): Promise<void>;
  update(delivery: WebhookDelivery): Promise<void>;
  /** One atomic step, durable when it resolves: leases those that are due, of every lane the longest due first. */
  claim(claim: DeliveryClaim): Promise<readonly WebhookDelivery[]>;
  /** Ends what is pending for an endpoint; what goes to an address of a request's own only where that is said. */
  cancelPending(webhookId: string, nowMs: number, alsoOverrides: boolean): Promise<void>;
  /** Has another endpoint sign what is pending for addresses that requests have named. */
  handOver(fromWebhookId: string, toWebhookId: string): Promise<void>;
  /** Whether an endpoint signs anything that is pending for such an address. */
  signsPending(webhookId: string): Promise<boolean>;
  /** Deletes those that ended before a moment, `rowsMax` at most. Answers how many. */
  forget(endedBeforeMs: number, rowsMax: number): Promise<number>;
}
