import {
  MESSAGE_BODY_LENGTH_MAX,
  TEMPLATE_VARIABLE_LENGTH_MAX,
  TEMPLATE_VARIABLES_MAX,
  type TemplateStatus,
} from '@latchkey/vocabulary';
import { InvalidFieldError } from '../errors.js';

/** A text with numbered gaps, for messages that say the same to many. */
export interface Template {
  readonly id: string;
  readonly workspaceId: string;
  /** Lower-case snake; with the language, no two of a workspace share it. */
  readonly name: string;
  /** As `canonicalLanguage` writes it. */
  readonly language: string;
  readonly body: string;
  readonly status: TemplateStatus;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

const PLACEHOLDER = /\{\{([1-9]\d?)\}\}/g;

/** `en-GB` and `en_GB` are one language; the underscore is how Meta's templates have it. */
export const canonicalLanguage = (language: string): string => language.replaceAll('-', '_');

/**
 * How many variables a body asks for: `{{1}}` to `{{n}}`, each at least once.
 * @throws InvalidFieldError naming `body`
 */
export function variablesOf(body: string): number {
  const numbers = new Set([...body.matchAll(PLACEHOLDER)].map(([, number]) => Number(number)));
  const count = numbers.size;
  if (/\{\{|\}\}/.test(body.replace(PLACEHOLDER, '')))
    throw new InvalidFieldError('body', 'Double braces are for placeholders only, such as {{1}}.');
  if (count > TEMPLATE_VARIABLES_MAX)
    throw new InvalidFieldError('body', `A body has at most ${TEMPLATE_VARIABLES_MAX} placeholders.`);
  if ([...numbers].some((number) => number > count))
    throw new InvalidFieldError('body', `Placeholders are numbered without gaps: {{1}} to {{${count}}}.`);
  return count;
}

/**
 * The text of a message. What stands in a variable is text, whatever it looks like: it is not looked through again.
 * @throws InvalidFieldError naming `template.variables`
 */
export function renderTemplate({ body }: Pick<Template, 'body'>, variables: readonly string[]): string {
  const count = variablesOf(body);
  if (variables.length !== count)
    throw invalid(`The template takes ${count} variables, and was given ${variables.length}.`);
  const bad = variables.findIndex((text) => text.trim() === '' || text.length > TEMPLATE_VARIABLE_LENGTH_MAX);
  if (bad !== -1)
    throw invalid(`Variable ${bad + 1} must be visible text of at most ${TEMPLATE_VARIABLE_LENGTH_MAX} characters.`);
  const text = body.replace(PLACEHOLDER, (_, number: string) => variables[Number(number) - 1] ?? '');
  if (text.length > MESSAGE_BODY_LENGTH_MAX)
    throw invalid(`The message would be longer than ${MESSAGE_BODY_LENGTH_MAX} characters.`);
  return text;
}

const invalid = (text: string): InvalidFieldError => new InvalidFieldError('template.variables', text);
