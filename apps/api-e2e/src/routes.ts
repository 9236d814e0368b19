import type { ResourceScope } from '@latchkey/vocabulary';
import type { Answer, Http } from './http.js';
import { type Ids, ROUTE_CLASSES, type RouteClass } from './route-classes.js';

export interface Operation {
  readonly name: string;
  readonly method: string;
  /** With its parameters in braces. */
  readonly path: string;
}

export async function operationsOf(http: Http): Promise<Operation[]> {
  type Paths = Record<string, Record<string, { operationId: string }>>;
  const { paths } = (await http.get('/openapi.json')).expect<{ paths: Paths }>(200);
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => ({
      name: operationId,
      method: method.toUpperCase(),
      path,
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

/** A good request for these records. */
export function ask(client: Http, operation: Operation, ids: Ids): Promise<Answer> {
  const { method, path } = operation;
  const address = path.replace(/\{(\w+)\}/g, (_, parameter: string) => idNamed(ids, parameter));
  const json = bodyOf(operation, ids);
  return client.send(method, address, json && { json });
}

/** The same for records that do not exist; `null` where none is named. */
export function askForNone(client: Http, operation: Operation, ids: Ids): Promise<Answer> | null {
  const none = Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, `${prefixOf(id)}_${'0'.repeat(26)}`]));
  const namesNone =
    !operation.path.includes('{') && JSON.stringify(bodyOf(operation, ids)) === JSON.stringify(bodyOf(operation, none));
  return namesNone ? null : ask(client, operation, none);
}

function bodyOf(operation: Operation, ids: Ids): object | undefined {
  const access = classOf(operation);
  return 'body' in access ? access.body?.(ids) : undefined;
}

const prefixOf = (id: string): string => id.slice(0, id.indexOf('_'));

function idNamed(ids: Ids, parameter: string): string {
  const id = ids[parameter];
  if (id === undefined) throw new Error(`There is no record for {${parameter}}: have recordsOf make one.`);
  return id;
}
