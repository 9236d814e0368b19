import { Inject, Injectable } from '@nestjs/common';
import type { CreateWhatomateKeyRequest, KeyView } from '@latchkey/contracts';
import { DomainError, NotFoundError } from '@latchkey/domain';
import { type KeyState, PAGE_LIMIT_MAX } from '@latchkey/vocabulary';
import type { WireResult } from '@latchkey/wire';
import { KeysService } from '../../keys/keys.service.js';
import type { OrganizationCaller } from '../of-organization.decorator.js';
import { toWhatomateIssuedKey, toWhatomateKey } from './whatomate-key.presenter.js';

/** What was deleted is gone: it is in no list, and cannot be deleted again. */
const LISTED_STATES: readonly KeyState[] = ['active', 'disabled', 'expired'];

/** API keys by Whatomate's names; what they do is done by the keys' own feature. */
@Injectable()
export class WhatomateKeysService {
  constructor(@Inject(KeysService) private readonly keys: KeysService) {}

  /** All at once, newest first: the document has no pages. */
  async list(organization: OrganizationCaller): Promise<WireResult> {
    const keys: KeyView[] = [];
    for (const state of LISTED_STATES) keys.push(...(await this.inState(organization, state)));
    keys.sort((one, other) => (one.id < other.id ? 1 : -1));
    return { kind: 'list', items: keys.map(toWhatomateKey), nextCursor: null };
  }

  async create({ caller, workspaceId }: OrganizationCaller, body: CreateWhatomateKeyRequest): Promise<WireResult> {
    const { name: label, expires_at: expiresAt } = body;
    const asked = { label, ...(expiresAt !== undefined && { expiresAt }) };
    const issued = await this.keys.issue(caller, workspaceId, asked).catch(rethrowInWords);
    return { kind: 'item', item: toWhatomateIssuedKey(issued) };
  }

  /** @throws NotFoundError also for one that was deleted */
  async delete({ caller, workspaceId }: OrganizationCaller, keyId: string): Promise<WireResult> {
    const { state } = await this.keys.find(caller, workspaceId, keyId);
    if (state === 'revoked') throw new NotFoundError('key');
    await this.keys.revoke(caller, workspaceId, keyId, { reason: 'administrative' });
    return { kind: 'item', item: { message: 'API key deleted successfully' } };
  }

  private async inState({ caller, workspaceId }: OrganizationCaller, state: KeyState): Promise<KeyView[]> {
    const keys: KeyView[] = [];
    let cursor: string | null = null;
    do {
      const page = { state, limit: PAGE_LIMIT_MAX, ...(cursor !== null && { cursor }) };
      const { data, nextCursor } = await this.keys.list(caller, workspaceId, page);
      keys.push(...data);
      cursor = nextCursor;
    } while (cursor !== null);
    return keys;
  }
}

/** Names the field that is at fault as this surface does. */
function rethrowInWords(error: unknown): never {
  if (!(error instanceof DomainError) || error.field !== 'expiresAt') throw error;
  throw new DomainError(error.code, error.publicText.replace('expiresAt', 'expires_at'), 'expires_at');
}
