import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Server } from './server.js';

type Schema = Record<string, unknown> & { $ref?: string; properties?: Record<string, unknown> };
type Content = Record<string, { schema?: Schema }>;

interface Described {
  readonly operationId?: string;
  readonly requestBody?: { readonly content: Content };
  readonly responses: Record<string, { readonly content?: Content }>;
}

interface OpenApi {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Described>>;
  readonly components: { readonly schemas: Record<string, Schema> };
}

const COMMITTED = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../docs/openapi.json');

describe('the OpenAPI document', () => {
  let served: OpenApi;
  let server: Server;

  beforeAll(async () => {
    server = await Server.start();
    served = (await server.http.get('/openapi.json')).expect<OpenApi>(200);
  });

  const operations = () =>
    Object.entries(served.paths).flatMap(([route, methods]) =>
      Object.entries(methods).map(([method, described]) => ({ name: `${method} ${route}`, ...described })),
    );

  it('is the one in docs/openapi.json', async () => {
    const committed = JSON.parse(await readFile(COMMITTED, 'utf8')) as OpenApi;
    if (JSON.stringify(served) === JSON.stringify(committed)) return;
    const differing = [...new Set([...Object.keys(served.paths), ...Object.keys(committed.paths)])].filter(
      (route) => JSON.stringify(served.paths[route]) !== JSON.stringify(committed.paths[route]),
    );
    throw new Error(`docs/openapi.json has drifted (${differing.join(', ') || 'schemas'}): npm run openapi`);
  });

  it('is of version 3.1', () => {
    expect(served.openapi).toMatch(/^3\.1\./);
  });

  it('names every operation once', () => {
    const ids = operations().map(({ operationId }) => operationId);
    expect(ids.every((id) => id !== undefined && /^[a-z][A-Za-z]+$/.test(id))).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('every body that is sent or answered has a schema with something in it', () => {
    const empty = operations().flatMap(({ name, requestBody, responses }) => {
      const bodies: Record<string, { readonly content?: Content }> = {
        ...responses,
        ...(requestBody && { requestBody }),
      };
      return Object.entries(bodies).flatMap(([which, { content = {} }]) =>
        Object.values(content).some(({ schema }) => isEmpty(schema)) ? [`${name} ${which}`] : [],
      );
    });
    expect(empty).toEqual([]);
    const unnamed = Object.entries(served.components.schemas).filter(([, schema]) => isEmpty(schema));
    expect(unnamed).toEqual([]);
  });

  it('every write has a body, or needs none, and every good answer but 204 has one', () => {
    const lacking = operations().flatMap(({ name, responses }) =>
      Object.entries(responses)
        .filter(([status, { content }]) => status !== '204' && Object.keys(content ?? {}).length === 0)
        .map(([status]) => `${name} ${status}`),
    );
    expect(lacking).toEqual([]);
  });

  it('every reference leads somewhere', () => {
    const references = [...JSON.stringify(served).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)];
    const missing = references.filter(([, name]) => served.components.schemas[name ?? ''] === undefined);
    expect(missing).toEqual([]);
  });

  function isEmpty(schema: Schema | undefined): boolean {
    if (schema === undefined) return true;
    const resolved = schema.$ref ? served.components.schemas[schema.$ref.split('/').at(-1) ?? ''] : schema;
    return resolved === undefined || Object.keys(resolved.properties ?? resolved).length === 0;
  }
});
