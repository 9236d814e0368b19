import type { ResourceScope, WireProfileName } from '@latchkey/vocabulary';
import type { Answer, Http } from './http.js';
import { type Ids, ROUTE_CLASSES, type RouteClass } from './route-classes.js';

export interface Operation {
  readonly name: string;
  readonly method: string;
  /** With its parameters in braces. */
  readonly path: string;
  /** The wire profile whose APIs have it; `null`: every API. */
  readonly surface: WireProfileName | null;
}

export async function operationsOf(http: Http): Promise<Operation[]> {
  type Paths = Record<string, Record<string, { operationId: string; 'x-wire-profile'?: WireProfileName }>>;
  const { paths } = (await http.get('/openapi.json')).expect<{ paths: Paths }>(200);
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, 'x-wire-profile': surface = null }]) => ({
      name: operationId,
      method: method.toUpperCase(),
      path,
      surface,
    })),
  );
}

export function classOf({ name }: Operation): RouteClass {
  const access = ROUTE_CLASSES[name];
  if (access === undefined) throw new Error(`Give the operation ${name} its line in route-classes.ts.`);
  return access;
}

export function scopeOf(operation: Operation): ResourceScope | null {
  const access = classOf(operation);
  return 'scope' in access ? access.scope : null;
}

/** What every API has. The surfaces of the vendors are asked in `surfaces.e2e-spec.ts`. */
export const ofEveryApi = ({ surface }: Operation): boolean => surface === null;

/** A good request for these records. */
export function ask(client: Http, operation: Operation, ids: Ids): Promise<Answer> {
  const { method, path } = operation;
  const address = addressOf(path, ids, (parameter) => recordFor(operation, parameter));
  const json = bodyOf(operation, ids);
  return client.send(method, address, json && { json });
}

/** A path with the ids of these records in it. */
export const addressOf = (path: string, ids: Ids, recordFor = (parameter: string): string => parameter): string =>
  path.replace(/\{(\w+)\}/g, (_, parameter: string) => idNamed(ids, recordFor(parameter)));

/** The same for records that do not exist; `null` where none is named. */
export function askForNone(client: Http, operation: Operation, ids: Ids): Promise<Answer> | null {
  const none = Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, `${prefixOf(id)}_${'0'.repeat(26)}`]));
  const namesNone =
    !operation.path.includes('{') && JSON.stringify(bodyOf(operation, ids)) === JSON.stringify(bodyOf(operation, none));
  return namesNone ? null : ask(client, operation, none);
}

function recordFor(operation: Operation, parameter: string): string {
  const access = classOf(operation);
  return ('instead' in access && access.instead?.[parameter]) || parameter;
}

export function bodyOf(operation: Operation, ids: Ids): object | undefined {
  const access = classOf(operation);
  return 'body' in access ? access.body?.(ids) : undefined;
}

const prefixOf = (id: string): string => id.slice(0, id.indexOf('_'));

function idNamed(ids: Ids, parameter: string): string {
  const id = ids[parameter];
  if (id === undefined) throw new Error(`There is no record for {${parameter}}: have recordsOf make one.`);
  return id;
}
