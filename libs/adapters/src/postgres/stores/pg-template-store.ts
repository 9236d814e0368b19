import { NotFoundError, type Page, type PageRequest, type Template, type TemplateStore } from '@latchkey/domain';
import { TemplateEntity } from '../entities/template.entity.js';
import { fromTemplate, toTemplate } from '../mappers/template.mapper.js';
import type { Statements } from '../statements.js';
import { pageOf } from './page-of.js';

export class PgTemplateStore implements TemplateStore {
  constructor(private readonly statements: Statements) {}

  find(workspaceId: string, id: string): Promise<Template | null> {
    return this.findBy({ workspaceId, id });
  }

  findByName(workspaceId: string, name: string, language: string): Promise<Template | null> {
    return this.findBy({ workspaceId, name, language });
  }

  lock(workspaceId: string, id: string): Promise<Template | null> {
    return this.statements.run(async (manager) => {
      const lock = { mode: 'for_no_key_update' } as const;
      const row = await manager.findOne(TemplateEntity, { where: { workspaceId, id }, lock });
      return row && toTemplate(row);
    });
  }

  exists(id: string): Promise<boolean> {
    return this.statements.run((manager) => manager.existsBy(TemplateEntity, { id }));
  }

  page(workspaceId: string, page: PageRequest): Promise<Page<Template>> {
    return this.statements.run((manager) => {
      const query = manager.createQueryBuilder(TemplateEntity, 'template');
      return pageOf(query.where('template.workspaceId = :workspaceId', { workspaceId }), page, toTemplate);
    });
  }

  insert(template: Template): Promise<void> {
    return this.statements.run(async (manager) => {
      await manager.insert(TemplateEntity, fromTemplate(template));
    });
  }

  update(template: Template): Promise<void> {
    return this.statements.run(async (manager) => {
      const { id, workspaceId, ...fields } = fromTemplate(template);
      const { affected } = await manager.update(TemplateEntity, { id, workspaceId }, fields);
      if (affected === 0) throw new NotFoundError('template');
    });
  }

  remove(workspaceId: string, id: string): Promise<boolean> {
    return this.statements.run(async (manager) => {
      const { affected } = await manager.delete(TemplateEntity, { workspaceId, id });
      return affected === 1;
    });
  }

  private findBy(where: Partial<TemplateEntity>): Promise<Template | null> {
    return this.statements.run(async (manager) => {
      const row = await manager.findOneBy(TemplateEntity, where);
      return row && toTemplate(row);
    });
  }
}
