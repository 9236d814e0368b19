import { Inject, Injectable } from '@nestjs/common';
import type {
  DeskRevocations,
  FoundKeys,
  KeyView,
  LookUpKeysRequest,
  RevokeAtDeskRequest,
  RevokeKeysAtDeskRequest,
} from '@latchkey/contracts';
import { type Caller, type Clock, InvalidFieldError, LastUses, LookUpKeys, RevokeAtDesk } from '@latchkey/domain';
import { redactSecrets } from '../http/redaction.js';
import { toKeyView } from '../keys/key.presenter.js';
import { CLOCK } from '../ports.js';
import { DeskThrottle } from './desk-throttle.js';
import { toFoundKeyView } from './leak-desk.presenter.js';
import { soughtKey, soughtKeys } from './sought-keys.js';

@Injectable()
export class LeakDeskService {
  constructor(
    @Inject(LookUpKeys) private readonly lookUpKeys: LookUpKeys,
    @Inject(RevokeAtDesk) private readonly revokeAtDesk: RevokeAtDesk,
    @Inject(LastUses) private readonly lastUses: LastUses,
    @Inject(DeskThrottle) private readonly throttle: DeskThrottle,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async lookUp(caller: Caller, body: LookUpKeysRequest): Promise<FoundKeys> {
    const sought = soughtKey(body);
    this.throttle.count(caller);
    const { found, hasMore } = await this.lookUpKeys.execute(caller, sought);
    return { data: found.map((each) => toFoundKeyView(each, this.clock.nowMs())), hasMore };
  }

  /** The last use is read before the change: once that is made, nothing must keep its answer from being sent. */
  async revoke(caller: Caller, keyId: string, body: RevokeAtDeskRequest): Promise<KeyView> {
    assertNoSecretIn(body);
    this.throttle.count(caller);
    const lastUses = await this.lastUses.of([keyId]);
    return toKeyView(await this.revokeAtDesk.one(caller, keyId, body), this.clock.nowMs(), lastUses.get(keyId));
  }

  async revokeAll(caller: Caller, body: RevokeKeysAtDeskRequest): Promise<DeskRevocations> {
    const sought = soughtKeys(body);
    assertNoSecretIn(body);
    this.throttle.count(caller);
    return { data: [...(await this.revokeAtDesk.many(caller, sought, body))] };
  }
}

/** A key that was pasted into the wrong field would be kept, and mailed. @throws InvalidFieldError */
function assertNoSecretIn({ ticket, note }: { readonly ticket?: string; readonly note?: string }): void {
  for (const [field, text] of Object.entries({ ticket, note })) {
    if (text === undefined || redactSecrets(text) === text) continue;
    throw new InvalidFieldError(field, `${field} holds what looks like a key. Name it by its id, or by how it begins.`);
  }
}
