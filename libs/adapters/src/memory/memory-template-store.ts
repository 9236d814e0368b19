import { NotFoundError, type Page, type PageRequest, type Template, type TemplateStore } from '@latchkey/domain';
import { pageOf } from './page-of.js';
import { requireParent } from './require-parent.js';
import type { TableAccess } from './table-access.js';

export class MemoryTemplateStore implements TemplateStore {
  constructor(private readonly access: TableAccess) {}

  find(workspaceId: string, id: string): Promise<Template | null> {
    const template = this.access.tables.templates.get(id);
    return Promise.resolve(template?.workspaceId === workspaceId ? template : null);
  }

  findByName(workspaceId: string, name: string, language: string): Promise<Template | null> {
    return Promise.resolve(this.access.tables.templates.holder('name', `${workspaceId} ${name} ${language}`));
  }

  lock(workspaceId: string, id: string): Promise<Template | null> {
    return this.find(workspaceId, id);
  }

  exists(id: string): Promise<boolean> {
    return Promise.resolve(this.access.tables.templates.get(id) !== null);
  }

  page(workspaceId: string, page: PageRequest): Promise<Page<Template>> {
    return pageOf(this.access.tables.templates.all(), page, (template) => template.workspaceId === workspaceId);
  }

  insert(template: Template): Promise<void> {
    return this.access.write(({ templates, workspaces }) => {
      requireParent(workspaces.get(template.workspaceId) !== null, 'template', 'workspace');
      templates.insert(template);
    });
  }

  update(template: Template): Promise<void> {
    return this.access.write(({ templates }) => {
      if (templates.get(template.id)?.workspaceId !== template.workspaceId) throw new NotFoundError('template');
      templates.replace(template);
    });
  }

  remove(workspaceId: string, id: string): Promise<boolean> {
    return this.access.write(({ templates }) => {
      const isThere = templates.get(id)?.workspaceId === workspaceId;
      if (isThere) templates.remove(id);
      return isThere;
    });
  }
}
