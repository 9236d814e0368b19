import { Inject, Injectable } from '@nestjs/common';
import type { CreateTemplateRequest, ListQuery, UpdateTemplateRequest } from '@latchkey/contracts';
import { type Caller, createdBefore, type Database, KeepTemplates, type KeyRecord } from '@latchkey/domain';
import type { WireResult } from '@latchkey/wire';
import { pageRequestOf } from '../http/cursor.js';
import { DATABASE } from '../ports.js';
import { toTemplateView } from './templates.presenter.js';
import { toItem, toList } from './wire-results.js';

@Injectable()
export class TemplatesService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(KeepTemplates) private readonly keepTemplates: KeepTemplates,
  ) {}

  async templates({ workspace }: KeyRecord, query: ListQuery): Promise<WireResult> {
    return toList(await this.database.templates.page(workspace.id, pageRequestOf(query)), toTemplateView);
  }

  async template({ workspace }: KeyRecord, templateId: string): Promise<WireResult> {
    return toItem(await this.keepTemplates.find({ workspaceId: workspace.id, templateId }), toTemplateView);
  }

  async create({ workspace }: KeyRecord, caller: Caller, body: CreateTemplateRequest): Promise<WireResult> {
    const before = await createdBefore(caller.claim, (id) => this.database.templates.find(workspace.id, id));
    return toItem(before ?? (await this.keepTemplates.create(caller, workspace.id, body)), toTemplateView);
  }

  async update(
    { workspace }: KeyRecord,
    caller: Caller,
    templateId: string,
    body: UpdateTemplateRequest,
  ): Promise<WireResult> {
    const address = { workspaceId: workspace.id, templateId };
    return toItem(await this.keepTemplates.update(caller, address, body), toTemplateView);
  }

  async remove({ workspace }: KeyRecord, caller: Caller, templateId: string): Promise<WireResult> {
    const address = { workspaceId: workspace.id, templateId };
    return toItem(await this.keepTemplates.remove(caller, address), toTemplateView);
  }
}
