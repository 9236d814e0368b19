import { type ArgumentMetadata, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import type { WireFieldProblem } from '@latchkey/wire';
import { InvalidRequestError } from './problems.js';

const FIELD_LENGTH_MAX = 80;

/**
 * What class-validator lets through: no body at all where every field may be left out, and fields with the names of
 * what every object inherits, which its own look-up by name takes for known ones.
 */
class RequestValidation extends ValidationPipe {
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body') assertObject(value);
    if (metadata.type === 'body' || metadata.type === 'query') refuseInheritedNames(value, '');
    return super.transform(value, metadata) as Promise<unknown>;
  }
}

function assertObject(body: unknown): void {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return;
  throw new InvalidRequestError([{ field: 'body', message: 'The body must be a JSON object.' }]);
}

function refuseInheritedNames(value: unknown, parent: string): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    const field = parent === '' ? name : `${parent}.${name}`;
    if (name in Object.prototype) throw new InvalidRequestError([{ field, message: `${field} is not a known field.` }]);
    refuseInheritedNames(inner, printable(field));
  }
}

/** Bodies and queries against the request classes of the contracts; an unknown field is refused, not dropped. */
export const requestValidation = (): ValidationPipe =>
  new RequestValidation({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: true,
    exceptionFactory: (errors) => new InvalidRequestError(errors.flatMap((error) => fieldProblems(error, ''))),
  });

function fieldProblems(error: ValidationError, parent: string): WireFieldProblem[] {
  const name = printable(error.property ?? '');
  const field = parent === '' ? name || 'body' : `${parent}.${name}`;
  const nested = (error.children ?? []).flatMap((child) => fieldProblems(child, field));
  const own = Object.entries(error.constraints ?? {}).map(([constraint, message]) => ({
    field,
    message: sentence(constraint, field, message),
  }));
  return [...own, ...nested];
}

function sentence(constraint: string, field: string, message: string): string {
  if (constraint === 'whitelistValidation') return `${field} is not a known field.`;
  if (constraint === 'unknownValue') return 'The body must be a JSON object.';
  return message.endsWith('.') ? message : `${message}.`;
}

/** An unknown field's name is the caller's own text: short, and nothing that would upset a terminal. */
const printable = (name: string): string => name.replace(/[^\w.-]/g, '?').slice(0, FIELD_LENGTH_MAX);
