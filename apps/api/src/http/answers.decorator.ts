import { applyDecorators, SetMetadata, type Type } from '@nestjs/common';
import { ApiQuery, ApiResponse } from '@nestjs/swagger';
import { Problem } from '@latchkey/contracts';
import { fieldsOf, requiredOf } from './contract-schemas.js';
import { SHOWN_ONCE, shownOnceIn } from './shown-once.js';

const PROBLEM_MEANINGS: Readonly<Record<number, string>> = {
  400: 'The request is at fault; `errors` names the fields.',
  401: 'No credential, or one that is not valid.',
  403: 'The credential is valid, and may not do this.',
  404: 'There is none, or it is not yours.',
  409: 'The state of things does not allow it.',
  422: 'The name of this request belongs to another one.',
  429: 'Too often; `Retry-After` says when to come back.',
};

/**
 * What a route answers: the one good answer, and the problems that it may have. For the OpenAPI document, and for what
 * may be stored of it.
 */
export const Answers = (status: number, type: Type | null, ...problemStatuses: number[]) =>
  applyDecorators(
    SetMetadata(SHOWN_ONCE, type === null ? [] : shownOnceIn(type)),
    ApiResponse({ status, description: 'As asked.', ...(type && { type }) }),
    ...problemAnswers(problemStatuses),
  );

/** The same for a table as RFC 4180 has it. */
export const AnswersCsv = (...problemStatuses: number[]) =>
  applyDecorators(
    SetMetadata(SHOWN_ONCE, []),
    ApiResponse({ status: 200, description: 'As asked.', content: { 'text/csv': { schema: { type: 'string' } } } }),
    ...problemAnswers(problemStatuses),
  );

const problemAnswers = (statuses: readonly number[]) =>
  [...alsoAnswered(statuses)].map((status) => ApiResponse({ status, ...problemAnswer(status) }));

/** Whatever asks for a credential may also be asked too often, and everything may be out of reach. */
const alsoAnswered = (statuses: readonly number[]): ReadonlySet<number> =>
  new Set([...statuses, ...(statuses.includes(401) ? [429] : []), 503]);

/** The problem of a status, as the OpenAPI document tells of it. */
export const problemAnswer = (status: number) => ({
  description: PROBLEM_MEANINGS[status] ?? 'The database is out of reach; try again.',
  content: { 'application/problem+json': { schema: refTo(Problem) } },
});

export const refTo = ({ name }: Type) => ({ $ref: `#/components/schemas/${name}` });

/** What a list may be asked for, for the OpenAPI document: the fields of its query class. */
export const AsksFor = (query: Type) =>
  applyDecorators(
    ...fieldsOf(query.name).map(([name, schema]) =>
      ApiQuery({ name, schema, required: requiredOf(query.name).includes(name) }),
    ),
  );
