import { OVERLAP_MS_DEFAULT } from '@latchkey/vocabulary';
import type { Random } from '../ports/random.port.js';
import type { SecretBox } from '../ports/secret-box.port.js';
import type { Caller } from '../use-cases/caller.js';
import { noteCreated } from '../use-cases/created-once.js';
import type { ChangeWebhook, WebhookAddress } from './change-webhook.js';
import type { IssuedWebhook } from './new-webhook.js';
import { newWebhookSecret } from './signatures.js';
import type { Webhook } from './webhook.js';

export interface RotateWebhookSecretCommand extends WebhookAddress {
  /** How long the former secret signs beside the new one; left out: a day, 0: not at all. */
  readonly overlapMs?: number;
}

export class RotateWebhookSecret {
  constructor(
    private readonly changeWebhook: ChangeWebhook,
    private readonly box: SecretBox,
    private readonly random: Random,
  ) {}

  /** No more than two secrets count at a time: where an overlap is not over, its older secret ends now. @throws NotFoundError, DomainError `scope_not_held` */
  execute(caller: Caller, command: RotateWebhookSecretCommand): Promise<IssuedWebhook> {
    const { overlapMs = OVERLAP_MS_DEFAULT } = command;
    return this.changeWebhook.underLock(caller, command, async ({ webhook, nowMs, stores, write }) => {
      const secret = newWebhookSecret(this.random);
      const next: Webhook = {
        ...webhook,
        sealedSecret: this.box.seal(secret, webhook.id),
        formerSecret: overlapMs === 0 ? null : { sealed: webhook.sealedSecret, untilMs: nowMs + overlapMs },
        secretRotatedAtMs: nowMs,
      };
      await write('webhook.secret_rotated', next);
      await noteCreated(stores, caller.claim, webhook.id);
      return { webhook: next, secret };
    });
  }
}
