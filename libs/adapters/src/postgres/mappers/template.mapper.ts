import type { Template } from '@latchkey/domain';
import type { TemplateEntity } from '../entities/template.entity.js';
import { toDate, toMs } from './instants.js';

export const toTemplate = (row: TemplateEntity): Template => ({
  id: row.id,
  workspaceId: row.workspaceId,
  name: row.name,
  language: row.language,
  body: row.body,
  status: row.status,
  createdAtMs: toMs(row.createdAt),
  updatedAtMs: toMs(row.updatedAt),
});

export const fromTemplate = (template: Template): TemplateEntity => ({
  id: template.id,
  workspaceId: template.workspaceId,
  name: template.name,
  language: template.language,
  body: template.body,
  status: template.status,
  createdAt: toDate(template.createdAtMs),
  updatedAt: toDate(template.updatedAtMs),
});
