import type { Template } from '../messaging/template.js';
import type { Page, PageRequest } from './page.js';

/** As the stores of `database.port.ts`. */
export interface TemplateStore {
  find(workspaceId: string, id: string): Promise<Template | null>;
  findByName(workspaceId: string, name: string, language: string): Promise<Template | null>;
  lock(workspaceId: string, id: string): Promise<Template | null>;
  /** Whether any workspace has it: to tell another's from none's, where a wire profile does. */
  exists(id: string): Promise<boolean>;
  page(workspaceId: string, page: PageRequest): Promise<Page<Template>>;
  /** Rejects with `ConflictError` naming `name` where another template of the workspace has name and language. */
  insert(template: Template): Promise<void>;
  /** Rejects as `insert` does. */
  update(template: Template): Promise<void>;
  /** Says whether it was there. */
  remove(workspaceId: string, id: string): Promise<boolean>;
}
