import type { AuditAction } from '@latchkey/vocabulary';
import { NotFoundError } from '../errors.js';
import { newId } from '../id.js';
import { findOwn } from '../messaging/find-own.js';
import { canonicalLanguage, type Template, variablesOf } from '../messaging/template.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database, Stores } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import { auditEntry } from './audited-change.js';
import { assertReaches, type Caller } from './caller.js';
import { noteCreated } from './created-once.js';

export type TemplateFields = Pick<Template, 'name' | 'language' | 'body'> & Partial<Pick<Template, 'status'>>;

export interface TemplateAddress {
  readonly workspaceId: string;
  readonly templateId: string;
}

/** A body that changes was approved by nobody: unless the same change says otherwise, the template is a draft again. */
export class KeepTemplates {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** @throws NotFoundError, or ForeignResourceError for another workspace's */
  find({ workspaceId, templateId }: TemplateAddress): Promise<Template> {
    return findOwn(this.database.templates, workspaceId, templateId, absent);
  }

  /** @throws InvalidFieldError naming `body`, ConflictError naming `name` */
  create(caller: Caller, workspaceId: string, fields: TemplateFields): Promise<Template> {
    assertReaches(caller, workspaceId);
    variablesOf(fields.body);
    return this.database.transaction(async (stores) => {
      const nowMs = this.clock.nowMs();
      const template: Template = {
        status: 'draft',
        ...canonical(fields),
        id: newId('tpl', nowMs, this.random),
        workspaceId,
        createdAtMs: nowMs,
        updatedAtMs: nowMs,
      };
      await stores.templates.insert(template);
      await noteCreated(stores, caller.claim, template.id);
      await this.audit(stores, caller, 'template.created', null, template);
      return template;
    });
  }

  /** @throws as `find` and `create` */
  async update(caller: Caller, address: TemplateAddress, fields: Partial<TemplateFields>): Promise<Template> {
    await this.find(address);
    if (fields.body !== undefined) variablesOf(fields.body);
    return this.database.transaction(async (stores) => {
      const template = await stores.templates.lock(address.workspaceId, address.templateId);
      if (template === null) throw absent();
      if (Object.keys(fields).length === 0) return template;
      const isReworded = fields.body !== undefined && fields.body !== template.body;
      const changed: Template = {
        ...template,
        ...(isReworded && { status: 'draft' }),
        ...canonical(fields),
        updatedAtMs: this.clock.nowMs(),
      };
      await stores.templates.update(changed);
      await this.audit(stores, caller, 'template.updated', template, changed);
      return changed;
    });
  }

  /** Answers the template as it was. @throws as `find` */
  async remove(caller: Caller, address: TemplateAddress): Promise<Template> {
    const template = await this.find(address);
    await this.database.transaction(async (stores) => {
      if (!(await stores.templates.remove(address.workspaceId, address.templateId))) throw absent();
      await this.audit(stores, caller, 'template.deleted', template, null);
    });
    return template;
  }

  private audit(
    stores: Stores,
    caller: Caller,
    action: AuditAction,
    before: Template | null,
    after: Template | null,
  ): Promise<void> {
    const { workspaceId, id: targetId } = (after ?? before)!;
    const details = { ...(before && { before: told(before) }), ...(after && { after: told(after) }) };
    return stores.audit.append(
      auditEntry(caller, { action, workspaceId, targetId, ...details }, this.clock, this.random),
    );
  }
}

const canonical = <T extends Partial<TemplateFields>>(fields: T): T => ({
  ...fields,
  ...(fields.language !== undefined && { language: canonicalLanguage(fields.language) }),
});

const told = ({ name, language, body, status }: Template) => ({ name, language, body, status });

const absent = () => new NotFoundError('template');
