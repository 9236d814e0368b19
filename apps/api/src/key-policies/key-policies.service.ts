import { Inject, Injectable } from '@nestjs/common';
import type { DryRunKeyPoliciesRequest, DueKeyPage, KeyPolicyRun } from '@latchkey/contracts';
import { ApplyKeyPolicies, type Caller, FindDueKeys, type MemberAddress } from '@latchkey/domain';
import { pageRequestOf } from '../http/cursor.js';
import { toDueKeyPage, toKeyPolicyRun } from './key-policies.presenter.js';
import { KeyPolicySchedule } from './key-policy-schedule.js';

@Injectable()
export class KeyPoliciesService {
  constructor(
    @Inject(FindDueKeys) private readonly findDueKeys: FindDueKeys,
    @Inject(ApplyKeyPolicies) private readonly applyKeyPolicies: ApplyKeyPolicies,
    @Inject(KeyPolicySchedule) private readonly schedule: KeyPolicySchedule,
  ) {}

  async dryRun(apiId: string, { keyPolicies = {}, ...page }: DryRunKeyPoliciesRequest): Promise<DueKeyPage> {
    return toDueKeyPage(await this.findDueKeys.dryRun(apiId, keyPolicies, pageRequestOf(page)));
  }

  async run(caller: Caller, apiId: string): Promise<KeyPolicyRun> {
    return toKeyPolicyRun(await this.applyKeyPolicies.execute(caller, apiId, this.schedule.signal));
  }

  /** In force when it resolves, but for what is left to a run that follows at once. */
  async afterLeaving(caller: Caller, leaver: MemberAddress): Promise<void> {
    let isComplete = false;
    try {
      ({ isComplete } = await this.applyKeyPolicies.afterLeaving(caller, leaver, this.schedule.signal));
    } finally {
      if (!isComplete) this.schedule.wake();
    }
  }
}
