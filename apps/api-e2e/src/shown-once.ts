import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const DOCUMENT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../docs/openapi.json');

type Properties = Readonly<Record<string, object>>;
interface OpenApi {
  readonly components: { readonly schemas: Readonly<Record<string, { readonly properties?: Properties }>> };
}

/** Fields of answers that are secrets: those that the API's description marks. */
const FIELDS: ReadonlySet<string> = new Set(fieldsMarked());

function fieldsMarked(): string[] {
  const { components } = JSON.parse(readFileSync(DOCUMENT, 'utf8')) as OpenApi;
  return Object.values(components.schemas).flatMap(({ properties = {} }) =>
    Object.keys(properties).filter((name) => 'x-shown-once' in (properties[name] ?? {})),
  );
}

/** Every secret in an answer, in whatever envelope. Of a link it is the token that the link carries. */
export function secretsIn(json: string): string[] {
  const found: string[] = [];
  const note = (value: unknown): void => {
    if (typeof value === 'string') found.push(value.split('#token=').at(-1) ?? value);
    if (Array.isArray(value)) value.forEach(note);
  };
  JSON.parse(json, (name, value: unknown) => {
    if (FIELDS.has(name)) note(value);
    return value;
  });
  return found;
}
