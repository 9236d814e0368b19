import { Body, Controller, Delete, Get, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CreateTemplateRequest,
  ListQuery,
  TemplatePage,
  TemplateView,
  UpdateTemplateRequest,
} from '@latchkey/contracts';
import type { Caller, KeyRecord } from '@latchkey/domain';
import type { WireResult } from '@latchkey/wire';
import { CurrentKey, CurrentKeyAsCaller } from '../gate/caller.decorator.js';
import { Guarded } from '../gate/guarded.decorator.js';
import { Answers, AsksFor } from '../http/answers.decorator.js';
import { TemplatesService } from './templates.service.js';

/** Live messages stand on templates, so the sandbox reads them and changes none. */
@ApiTags('templates')
@Controller('v1/templates')
export class TemplatesController {
  constructor(@Inject(TemplatesService) private readonly templates: TemplatesService) {}

  @Get()
  @Guarded('templates:read')
  @Answers(200, TemplatePage, 400, 401, 403, 429)
  @AsksFor(ListQuery)
  listTemplates(@CurrentKey() record: KeyRecord, @Query() query: ListQuery): Promise<WireResult> {
    return this.templates.templates(record, query);
  }

  @Post()
  @Guarded('templates:write', { liveOnly: true })
  @Answers(201, TemplateView, 400, 401, 403, 409, 429)
  createTemplate(
    @CurrentKeyAsCaller() caller: Caller,
    @CurrentKey() record: KeyRecord,
    @Body() body: CreateTemplateRequest,
  ): Promise<WireResult> {
    return this.templates.create(record, caller, body);
  }

  @Get(':templateId')
  @Guarded('templates:read')
  @Answers(200, TemplateView, 401, 403, 404, 429)
  getTemplate(@CurrentKey() record: KeyRecord, @Param('templateId') templateId: string): Promise<WireResult> {
    return this.templates.template(record, templateId);
  }

  @Patch(':templateId')
  @Guarded('templates:write', { liveOnly: true })
  @Answers(200, TemplateView, 400, 401, 403, 404, 409, 429)
  updateTemplate(
    @CurrentKey() record: KeyRecord,
    @CurrentKeyAsCaller() caller: Caller,
    @Param('templateId') templateId: string,
    @Body() body: UpdateTemplateRequest,
  ): Promise<WireResult> {
    return this.templates.update(record, caller, templateId, body);
  }

  @Delete(':templateId')
  @Guarded('templates:write', { liveOnly: true })
  @Answers(200, TemplateView, 401, 403, 404, 429)
  deleteTemplate(
    @CurrentKey() record: KeyRecord,
    @CurrentKeyAsCaller() caller: Caller,
    @Param('templateId') templateId: string,
  ): Promise<WireResult> {
    return this.templates.remove(record, caller, templateId);
  }
}
