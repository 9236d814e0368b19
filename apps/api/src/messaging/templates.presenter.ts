import type { TemplateView } from '@latchkey/contracts';
import { type Template, variablesOf } from '@latchkey/domain';
import { toTimestamp } from '../http/timestamps.js';

export const toTemplateView = (template: Template): TemplateView => ({
  id: template.id,
  name: template.name,
  language: template.language,
  body: template.body,
  variables: variablesOf(template.body),
  status: template.status,
  createdAt: toTimestamp(template.createdAtMs),
  updatedAt: toTimestamp(template.updatedAtMs),
});
