import {
  AddDevice,
  ChangeDevice,
  ConnectDevice,
  type Database,
  DispatchMessages,
  type Handover,
  type LinkCheck,
  type Message,
  type MessageProvider,
  PairDevice,
  RemoveDevice,
  SandboxMessageProvider,
  type SecretBox,
  type Sender,
  SendMessage,
  TakeMessageNews,
} from '@latchkey/domain';
import { aDevice, anApiKey, ManualClock, SeededRandom } from '@latchkey/testing';
import { AesSecretBox } from '../../system/aes-secret-box.js';
import { aTenant } from './a-tenant.fixture.js';

/** A provider that answers what a test has told it to, and keeps what it was asked. */
export class ScriptedProvider implements MessageProvider {
  linkCheck: LinkCheck = { kind: 'linked' };
  /** Answers in this order; the last one for ever. */
  answers: (Handover | (() => Promise<Handover>))[] = [{ kind: 'accepted', providerMessageId: 'wamid.1' }];
  readonly sent: { readonly message: Message; readonly sender: Sender }[] = [];
  readonly checked: Sender[] = [];

  check(sender: Sender): Promise<LinkCheck> {
    this.checked.push(sender);
    return Promise.resolve(this.linkCheck);
  }

  send(message: Message, sender: Sender): Promise<Handover> {
    this.sent.push({ message, sender });
    const answer = this.answers.length > 1 ? this.answers.shift() : this.answers[0];
    if (answer === undefined) throw new Error('No answer was scripted.');
    return typeof answer === 'function' ? answer() : Promise.resolve(answer);
  }
}

export const aSecretBox = (): SecretBox => new AesSecretBox('a master secret of thirty-two or more');

export const anAddDevice = (database: Database, clock: ManualClock, cloud: MessageProvider = new ScriptedProvider()) =>
  new AddDevice(
    database,
    { sandbox: new SandboxMessageProvider(), whatsapp_cloud: cloud },
    aSecretBox(),
    clock,
    new SeededRandom(),
  );

/** A workspace with a key, and everything that messages and devices pass through. */
export async function aMessaging() {
  const { database, api, plan, workspace } = await aTenant();
  const key = anApiKey({ apiId: api.id, workspaceId: workspace.id });
  await database.keys.insert(key);
  const clock = new ManualClock();
  const random = new SeededRandom();
  const secretBox = aSecretBox();
  const cloud = new ScriptedProvider();
  const providers = { sandbox: new SandboxMessageProvider(), whatsapp_cloud: cloud };
  const failures: Error[] = [];
  const onFailure = (error: Error): void => void failures.push(error);
  const lanes = [true, false].map(
    (sandbox) => new DispatchMessages(database, providers, secretBox, clock, random, { sandbox, onFailure }),
  );
  const changeDevice = new ChangeDevice(database, clock, random);
  const sendMessage = new SendMessage(database, clock, random);
  const signal: Parameters<DispatchMessages['execute']>[0] = new AbortController().signal;
  return {
    ...{ database, api, plan, workspace, key, clock, secretBox, cloud, failures, lanes, signal },
    addDevice: new AddDevice(database, providers, secretBox, clock, random),
    pairDevice: new PairDevice(changeDevice, random),
    connectDevice: new ConnectDevice(database, changeDevice, providers, secretBox),
    removeDevice: new RemoveDevice(changeDevice),
    takeNews: new TakeMessageNews(database, clock, random),
    send: (more: Partial<Parameters<SendMessage['execute']>[0]> = {}) =>
      sendMessage.execute({
        workspaceId: workspace.id,
        keyId: key.id,
        to: '+31612345678',
        body: 'Hello 👋',
        among: null,
        ...more,
      }),
    link: async (overrides: Parameters<typeof aDevice>[0] = {}) => {
      const device = aDevice({ workspaceId: workspace.id, ...overrides });
      await database.devices.insert(device);
      return device;
    },
    linkCloud: async (accessToken = 'EAAB-token') => {
      const live = aDevice({ workspaceId: workspace.id, provider: 'whatsapp_cloud', whatsAppPhoneNumberId: '1065' });
      const device = { ...live, sealedAccessToken: secretBox.seal(accessToken, live.id) };
      await database.devices.insert(device);
      return device;
    },
    /** One round of both lanes, until nothing of it is under way. */
    dispatch: async () => {
      for (const lane of lanes) await lane.execute(signal);
      for (const lane of lanes) await lane.settled();
    },
    message: async ({ id }: Pick<Message, 'id'>) => {
      const message = await database.messages.find(workspace.id, id);
      if (message === null) throw new Error('There is no such message.');
      return message;
    },
    messages: async () => (await database.messages.page({ workspaceId: workspace.id }, { limit: 100 })).items,
    /** In the order in which they were appended: of one moment, ids do not tell. */
    events: () => Promise.resolve([...database.tables.events.all()]),
    audited: () => Promise.resolve([...database.tables.audit.all()]),
  };
}
