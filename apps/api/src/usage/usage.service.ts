import { Inject, Injectable } from '@nestjs/common';
import type { KeyUsage, KeyUsageQuery, WorkspaceUsage, WorkspaceUsageQuery } from '@latchkey/contracts';
import { type AskedRange, type Caller, ReadUsage } from '@latchkey/domain';
import { USAGE_KEYS_DEFAULT } from '@latchkey/vocabulary';
import { toKeyUsage, toWorkspaceUsage } from './usage.presenter.js';

@Injectable()
export class UsageService {
  constructor(@Inject(ReadUsage) private readonly readUsage: ReadUsage) {}

  async ofKey(caller: Caller, workspaceId: string, keyId: string, query: KeyUsageQuery): Promise<KeyUsage> {
    return toKeyUsage(await this.readUsage.ofKey(caller, { workspaceId, keyId }, askedRange(query)));
  }

  async ofWorkspace(
    caller: Caller,
    workspaceId: string,
    { limit = USAGE_KEYS_DEFAULT, ...query }: WorkspaceUsageQuery,
  ): Promise<WorkspaceUsage> {
    return toWorkspaceUsage(await this.readUsage.ofWorkspace(caller, workspaceId, askedRange(query), limit));
  }
}

const askedRange = ({ from, to, step }: KeyUsageQuery): AskedRange => ({
  ...(step !== undefined && { step }),
  ...(from !== undefined && { fromMs: Date.parse(from) }),
  ...(to !== undefined && { toMs: Date.parse(to) }),
});
