import {
  type Caller,
  ChangeWebhook,
  type CreateWebhookCommand,
  DefineWebhook,
  DeliverWebhooks,
  PauseWebhook,
  RotateWebhookSecret,
  TellOwners,
  TellWebhook,
  type WebhookAnswer,
  type WebhookRequest,
  type WebhookSender,
  WebhookTargets,
  workspaceEvent,
  type NewEvent,
} from '@latchkey/domain';
import { anApi, aPlan, aWorkspace, ManualClock, SeededRandom } from '@latchkey/testing';
import { AesSecretBox } from '../../system/aes-secret-box.js';
import { MemoryDatabase } from '../memory-database.js';
import { aCaller } from './a-tenant.fixture.js';

export const SECOND_MS = 1_000;
export const DAY_MS = 24 * 60 * 60 * SECOND_MS;

export const answered = (statusCode: number, retryAfter: string | null = null): WebhookAnswer => ({
  kind: 'answered',
  statusCode,
  retryAfter,
});

/** Every address there is. What each answers, and when, is for a test to say; without a word it is 204 at once. */
export class Receivers implements WebhookSender {
  readonly requests: WebhookRequest[] = [];
  private readonly answers = new Map<string, () => Promise<WebhookAnswer>>();

  at(url: string, answer: WebhookAnswer | (() => Promise<WebhookAnswer>)): void {
    this.answers.set(url, typeof answer === 'function' ? answer : async () => answer);
  }

  async send(request: WebhookRequest, signal: AbortSignal): Promise<WebhookAnswer> {
    signal.throwIfAborted();
    this.requests.push(request);
    const answer = this.answers.get(request.url) ?? (async () => answered(204));
    return new Promise((resolve, reject) => {
      const stop = (): void => reject(new Error('Broken off.'));
      signal.addEventListener('abort', stop, { once: true });
      answer()
        .then(resolve, reject)
        .finally(() => signal.removeEventListener('abort', stop));
    });
  }

  /** How often each address was asked. */
  get counts(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { url } of this.requests) counts[url] = (counts[url] ?? 0) + 1;
    return counts;
  }

  ids(url?: string): (string | undefined)[] {
    return this.requests
      .filter((request) => url === undefined || request.url === url)
      .map(({ headers }) => headers['webhook-id']);
  }
}

/** A workspace whose plan includes webhooks, everything that works on them, and time that a test passes. */
export async function aWebhookWorld() {
  const database = new MemoryDatabase();
  const [clock, random] = [new ManualClock(), new SeededRandom()];
  const box = new AesSecretBox('a master secret of thirty-two or more');
  const receivers = new Receivers();
  const failures: string[] = [];
  const api = anApi();
  const plan = aPlan({ apiId: api.id, entitlements: ['api_access', 'webhooks'] });
  const workspace = aWorkspace({ apiId: api.id, planId: plan.id });
  await database.apis.insert(api);
  await database.plans.insert(plan);
  await database.workspaces.insert(workspace);
  const workspaceId = workspace.id;
  const changeWebhook = new ChangeWebhook(database, clock, random);
  const defineWebhook = new DefineWebhook(database, changeWebhook, new WebhookTargets([]), box, clock, random);
  const deliver = new DeliverWebhooks({
    database,
    sender: receivers,
    box,
    clock,
    random,
    owners: new TellOwners(clock, random, true),
    signsBody: ({ wireProfile }) => wireProfile === 'startmessaging',
    onRoom: () => undefined,
    onFailure: ({ message }) => failures.push(message),
  });
  const stopping = new AbortController();
  /** Everything that is due now, and how it ended. */
  const run = async (): Promise<void> => {
    await deliver.execute(stopping.signal);
    await deliver.idle();
  };
  /** Something has happened. Its id is what receivers see as `webhook-id`. */
  const happens = async (more: Partial<NewEvent> = {}): Promise<string> => {
    const event = workspaceEvent({ workspaceId, type: 'message.sent', data: { id: 'msg_1' }, ...more }, clock, random);
    await database.transaction((stores) => stores.events.append(event));
    return event.id;
  };
  const create = async (more: Partial<CreateWebhookCommand> = {}, caller: Caller = aCaller()) => {
    const command = { workspaceId, url: 'https://hooks.example.com/', ...more };
    const { webhook, secret } = await defineWebhook.create(caller, command);
    clock.advance(1);
    return { ...webhook, webhookId: webhook.id, secret };
  };
  const stored = async (webhookId: string) => database.webhooks.find(workspaceId, webhookId);
  const log = async (webhookId: string) =>
    (await database.deliveries.page({ workspaceId, webhookId }, { limit: 100 })).items;
  const actions = async () =>
    (await database.audit.page({ workspaceId }, { limit: 50 })).items.map(({ action }) => action);
  return {
    database,
    clock,
    random,
    box,
    receivers,
    failures,
    api,
    plan,
    workspace,
    workspaceId,
    defineWebhook,
    pauseWebhook: new PauseWebhook(changeWebhook, clock, random),
    rotateSecret: new RotateWebhookSecret(changeWebhook, box, random),
    tellWebhook: new TellWebhook(changeWebhook, clock, random),
    deliver,
    stopping,
    run,
    happens,
    create,
    stored,
    log,
    actions,
  };
}
