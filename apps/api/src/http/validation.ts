import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import type { WireFieldProblem } from '@latchkey/wire';
import { InvalidRequestError } from './problems.js';

const FIELD_LENGTH_MAX = 80;

/** Bodies and queries against the request classes of the contracts; an unknown field is refused, not dropped. */
export const requestValidation = (): ValidationPipe =>
  new ValidationPipe({
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
