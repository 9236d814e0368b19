import { InvalidFieldError } from '../errors.js';
import { canonicalLanguage, renderTemplate, type Template } from '../messaging/template.js';
import type { Stores } from '../ports/database.port.js';

export interface TemplateUse {
  /** Its id, or its name and its language. */
  readonly id?: string;
  readonly name?: string;
  readonly language?: string;
  readonly variables?: readonly string[];
}

/**
 * The text of a message that is sent from a template. Drafts are for the sandbox.
 * @throws InvalidFieldError naming `template`, or the field of it that is at fault
 */
export async function textOfTemplate(
  { templates }: Pick<Stores, 'templates'>,
  { workspaceId, sandbox }: { readonly workspaceId: string; readonly sandbox: boolean },
  use: TemplateUse,
): Promise<string> {
  const template = await templateOf(templates, workspaceId, use);
  if (template.status !== 'approved' && !sandbox)
    throw new InvalidFieldError('template', 'The template is a draft. Have it approved, or try it in the sandbox.');
  return renderTemplate(template, use.variables ?? []);
}

async function templateOf(
  templates: Stores['templates'],
  workspaceId: string,
  { id, name, language }: TemplateUse,
): Promise<Template> {
  const isNamed = name !== undefined && language !== undefined;
  if ((id === undefined) !== isNamed || (id !== undefined && (name ?? language) !== undefined))
    throw new InvalidFieldError('template', 'Name the template by its id, or by its name and its language.');
  const found =
    id !== undefined
      ? await templates.find(workspaceId, id)
      : await templates.findByName(workspaceId, name ?? '', canonicalLanguage(language ?? ''));
  const field = id === undefined ? 'template.name' : 'template.id';
  if (found === null) throw new InvalidFieldError(field, 'There is no such template in this workspace.');
  return found;
}
