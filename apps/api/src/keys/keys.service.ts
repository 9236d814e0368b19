import { Inject, Injectable } from '@nestjs/common';
import type {
  CreateKeyRequest,
  IssuedKey,
  KeyPage,
  KeyTimelinePage,
  KeyView,
  ListKeysQuery,
  ListQuery,
  RevokeKeyRequest,
  RotateKeyRequest,
  UpdateKeyRequest,
} from '@latchkey/contracts';
import {
  type ApiKey,
  assertReaches,
  type Caller,
  type Clock,
  createdBefore,
  type Database,
  IssueKey,
  LastUses,
  NotFoundError,
  PauseKey,
  RevokeKey,
  RotateKey,
  UpdateKey,
} from '@latchkey/domain';
import { pageRequestOf, toPage } from '../http/cursor.js';
import { CLOCK, DATABASE } from '../ports.js';
import { toIssuedKeyView, toKeyView, toTimelineEntry } from './key.presenter.js';

@Injectable()
export class KeysService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LastUses) private readonly lastUses: LastUses,
    @Inject(IssueKey) private readonly issueKey: IssueKey,
    @Inject(UpdateKey) private readonly updateKey: UpdateKey,
    @Inject(PauseKey) private readonly pauseKey: PauseKey,
    @Inject(RevokeKey) private readonly revokeKey: RevokeKey,
    @Inject(RotateKey) private readonly rotateKey: RotateKey,
  ) {}

  async list(caller: Caller, workspaceId: string, { limit, cursor, ...filter }: ListKeysQuery): Promise<KeyPage> {
    await this.assertWorkspace(caller, workspaceId);
    const request = pageRequestOf({ ...(limit && { limit }), ...(cursor && { cursor }) });
    const page = await this.database.keys.page({ ...filter, workspaceId }, request, this.clock.nowMs());
    const lastUses = await this.lastUses.of(page.items.map(({ id }) => id));
    return toPage(page, (key) => toKeyView(key, this.clock.nowMs(), lastUses.get(key.id)));
  }

  async find(caller: Caller, workspaceId: string, keyId: string): Promise<KeyView> {
    await this.assertWorkspace(caller, workspaceId);
    const key = await this.database.keys.find(workspaceId, keyId);
    if (key === null) throw new NotFoundError('key');
    const lastUses = await this.lastUses.of([keyId]);
    return toKeyView(key, this.clock.nowMs(), lastUses.get(keyId));
  }

  async timeline(caller: Caller, workspaceId: string, keyId: string, query: ListQuery): Promise<KeyTimelinePage> {
    await this.assertWorkspace(caller, workspaceId);
    if ((await this.database.keys.find(workspaceId, keyId)) === null) throw new NotFoundError('key');
    const page = await this.database.audit.page({ workspaceId, targetId: keyId }, pageRequestOf(query));
    return toPage(page, toTimelineEntry);
  }

  async issue(caller: Caller, workspaceId: string, { expiresAt, ...rest }: CreateKeyRequest): Promise<IssuedKey> {
    const expiresAtMs = typeof expiresAt === 'string' ? Date.parse(expiresAt) : expiresAt;
    const command = { ...rest, workspaceId, ...(expiresAtMs !== undefined && { expiresAtMs }) };
    const issued = (await this.issuedBefore(caller, workspaceId)) ?? (await this.issueKey.execute(caller, command));
    return toIssuedKeyView(issued, this.clock.nowMs());
  }

  async update(caller: Caller, workspaceId: string, keyId: string, changes: UpdateKeyRequest): Promise<KeyView> {
    return this.changed(keyId, () => this.updateKey.execute(caller, { ...changes, workspaceId, keyId }));
  }

  async revoke(caller: Caller, workspaceId: string, keyId: string, body: RevokeKeyRequest): Promise<KeyView> {
    const { at, ...rest } = body;
    const command = { ...rest, workspaceId, keyId, ...(at !== undefined && { atMs: Date.parse(at) }) };
    return this.changed(keyId, () => this.revokeKey.execute(caller, command));
  }

  async cancelRevocation(caller: Caller, workspaceId: string, keyId: string): Promise<KeyView> {
    return this.changed(keyId, () => this.revokeKey.cancel(caller, { workspaceId, keyId }));
  }

  async rotate(caller: Caller, workspaceId: string, keyId: string, body: RotateKeyRequest): Promise<IssuedKey> {
    const command = { ...body, workspaceId, keyId };
    const issued = (await this.issuedBefore(caller, workspaceId)) ?? (await this.rotateKey.execute(caller, command));
    return toIssuedKeyView(issued, this.clock.nowMs());
  }

  async cancelOverlap(caller: Caller, workspaceId: string, keyId: string): Promise<KeyView> {
    return this.changed(keyId, () => this.rotateKey.cancel(caller, { workspaceId, keyId }));
  }

  async disable(caller: Caller, workspaceId: string, keyId: string): Promise<KeyView> {
    return this.changed(keyId, () => this.pauseKey.disable(caller, { workspaceId, keyId }));
  }

  async enable(caller: Caller, workspaceId: string, keyId: string): Promise<KeyView> {
    return this.changed(keyId, () => this.pauseKey.enable(caller, { workspaceId, keyId }));
  }

  private async issuedBefore({ claim }: Caller, workspaceId: string): Promise<{ key: ApiKey; secret: null } | null> {
    const key = await createdBefore(claim, (id) => this.database.keys.find(workspaceId, id));
    return key && { key, secret: null };
  }

  private async assertWorkspace(caller: Caller, workspaceId: string): Promise<void> {
    assertReaches(caller, workspaceId);
    if ((await this.database.workspaces.find(workspaceId)) === null) throw new NotFoundError('workspace');
  }

  /** The last use is read before the change: once that is made, nothing must keep its answer from being sent. */
  private async changed(keyId: string, change: () => Promise<ApiKey>): Promise<KeyView> {
    const lastUses = await this.lastUses.of([keyId]);
    return toKeyView(await change(), this.clock.nowMs(), lastUses.get(keyId));
  }
}
