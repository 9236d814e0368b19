import { Readable } from 'node:stream';
import { Inject, Injectable, StreamableFile } from '@nestjs/common';
import type { KeyUsage, KeyUsageQuery, WorkspaceUsage, WorkspaceUsageQuery } from '@latchkey/contracts';
import { type AskedRange, type Caller, ListUsage, ReadUsage } from '@latchkey/domain';
import { USAGE_KEYS_DEFAULT } from '@latchkey/vocabulary';
import { toKeyUsage, toWorkspaceUsage, usageCsv } from './usage.presenter.js';

@Injectable()
export class UsageService {
  constructor(
    @Inject(ReadUsage) private readonly readUsage: ReadUsage,
    @Inject(ListUsage) private readonly listUsage: ListUsage,
  ) {}

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

  async csvOfWorkspace(caller: Caller, workspaceId: string, query: KeyUsageQuery): Promise<StreamableFile> {
    const parts = await this.listUsage.execute(caller, workspaceId, askedRange(query));
    return new StreamableFile(Readable.from(usageCsv(parts)), { type: 'text/csv; charset=utf-8' });
  }
}

const askedRange = ({ from, to, step }: KeyUsageQuery): AskedRange => ({
  ...(step !== undefined && { step }),
  ...(from !== undefined && { fromMs: Date.parse(from) }),
  ...(to !== undefined && { toMs: Date.parse(to) }),
});
