import type { FastifyRequest } from 'fastify';

/** The device that a request is about, as far as the request says so; `null` where it names none. */
export type NamedResource = (request: FastifyRequest) => string | null;

export const noResource: NamedResource = () => null;

export const resourceInPath =
  (parameter: string): NamedResource =>
  ({ params }) =>
    textIn(params, parameter);

/** What is no text names nothing: the field's own rules refuse it later. */
export const resourceInBody =
  (field: string): NamedResource =>
  ({ body }) =>
    textIn(body, field);

/** As above, of what a query says. */
export const resourceInQuery =
  (field: string): NamedResource =>
  ({ query }) =>
    textIn(query, field);

function textIn(fields: unknown, name: string): string | null {
  if (typeof fields !== 'object' || fields === null || !Object.hasOwn(fields, name)) return null;
  const value = (fields as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : null;
}
