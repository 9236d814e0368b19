import { type ArgumentMetadata, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import type { WireFieldProblem } from '@latchkey/wire';
import { InvalidRequestError } from './problems.js';

const FIELD_LENGTH_MAX = 80;
/** What the largest request of the contracts needs, several times over. Validation takes more than linear time. */
const VALUES_MAX = 2_000;
const FIELDS_MAX = 100;
const DEPTH_MAX = 10;
const PROBLEMS_MAX = 20;

/**
 * What class-validator lets through: no body at all where every field may be left out, and fields with the names of
 * what every object inherits, which its own look-up by name takes for known ones.
 */
class RequestValidation extends ValidationPipe {
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body') assertObject(value);
    if (metadata.type === 'body' || metadata.type === 'query') refuseOddShapes(value);
    return super.transform(value, metadata) as Promise<unknown>;
  }
}

function assertObject(body: unknown): void {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return;
  throw new InvalidRequestError([{ field: 'body', message: 'The body must be a JSON object.' }]);
}

/** Looks through a body before anything slower does. Stops at the first thing that no request of ours has. */
export function refuseOddShapes(root: unknown): void {
  const open: { value: unknown; field: string; depth: number }[] = [{ value: root, field: '', depth: 0 }];
  let values = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, field, depth } = next;
    if (typeof value !== 'object' || value === null) continue;
    const entries = Object.entries(value);
    values += entries.length;
    const tooMany = !Array.isArray(value) && entries.length > FIELDS_MAX;
    if (tooMany || values > VALUES_MAX || depth > DEPTH_MAX) {
      throw new InvalidRequestError([
        { field: field || 'body', message: 'The body has too many fields, or too deep ones.' },
      ]);
    }
    for (const [name, inner] of entries) {
      const path = field === '' ? printable(name) : `${field}.${printable(name)}`;
      if (name in Object.prototype) {
        throw new InvalidRequestError([{ field: path, message: `${path} is not a known field.` }]);
      }
      open.push({ value: inner, field: path, depth: depth + 1 });
    }
  }
}

/** Bodies and queries against the request classes of the contracts; an unknown field is refused, not dropped. */
export const requestValidation = (): ValidationPipe =>
  new RequestValidation({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    exceptionFactory: (errors) =>
      new InvalidRequestError(errors.flatMap((error) => fieldProblems(error, '')).slice(0, PROBLEMS_MAX)),
  });

function fieldProblems(error: ValidationError, parent: string): WireFieldProblem[] {
  const name = printable(error.property ?? '');
  const field = parent === '' ? name || 'body' : `${parent}.${name}`;
  const nested = (error.children ?? []).flatMap((child) => fieldProblems(child, field));
  const constraint = mostTelling(Object.keys(error.constraints ?? {}));
  const own = constraint === undefined ? [] : [{ field, message: sentence(constraint, field, error) }];
  return [...own, ...nested];
}

/** Of several rules that a value breaks, its kind says more than its size. */
const KINDS = [
  'whitelistValidation',
  'unknownValue',
  'isArray',
  'notAList',
  'isString',
  'isInt',
  'isBoolean',
  'nestedValidation',
];

const mostTelling = (constraints: readonly string[]): string | undefined =>
  KINDS.find((kind) => constraints.includes(kind)) ?? constraints[0];

function sentence(constraint: string, field: string, { value, constraints }: ValidationError): string {
  if (constraint === 'whitelistValidation') return `${field} is not a known field.`;
  if (constraint === 'unknownValue') return 'The body must be a JSON object.';
  if (value === undefined) return `${field} is required.`;
  if (constraint === 'nestedValidation') return `${field} must be an object.`;
  const message = constraints?.[constraint] ?? `${field} is not valid.`;
  return message.endsWith('.') ? message : `${message}.`;
}

/** An unknown field's name is the caller's own text: short, and nothing that would upset a terminal. */
const printable = (name: string): string => name.replace(/[^\w.-]/g, '?').slice(0, FIELD_LENGTH_MAX);
