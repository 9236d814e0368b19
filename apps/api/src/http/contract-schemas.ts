import type { OpenAPIObject } from '@nestjs/swagger';
import * as contracts from '@latchkey/contracts';
import { USAGE_OUTCOMES } from '@latchkey/vocabulary';
import { getMetadataStorage } from 'class-validator';
import { validationMetadatasToSchemas } from 'class-validator-jsonschema';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';

type SchemaObject = Exclude<Schemas[string], { $ref: string }>;
type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
interface Property {
  'x-optional'?: true;
  'x-nullable'?: true;
  [keyword: string]: unknown;
}

/**
 * The schemas of all requests and answers, derived from the rules that validate them: what is written once cannot
 * disagree with itself. Nest's own exploration sees no fields, because the contracts do not know Nest.
 */
export function contractSchemas(): Schemas {
  return Object.fromEntries(Object.entries(schemas()).filter(([name]) => !name.endsWith('Query')));
}

/** The fields of a class, by name. */
export const fieldsOf = (name: string): readonly (readonly [string, SchemaObject])[] =>
  Object.entries((schemas()[name] as SchemaObject).properties ?? {}) as [string, SchemaObject][];

/** Names of the fields that must not be left out. */
export const requiredOf = (name: string): readonly string[] => (schemas()[name] as SchemaObject).required ?? [];

/** Names of the fields that an answer of this class shows once, at any depth. */
export const fieldsShownOnce = (name: string): readonly string[] =>
  fieldsOf(name).flatMap(([field, schema]) => [
    ...('x-shown-once' in schema ? [field] : []),
    ...classesIn(schema).flatMap(fieldsShownOnce),
  ]);

const classesIn = (schema: SchemaObject): string[] =>
  [...JSON.stringify(schema).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name = '']) => name);

let derivedOnce: Schemas | null = null;
const schemas = (): Schemas => (derivedOnce ??= derive());

function derive(): Schemas {
  const derived = validationMetadatasToSchemas({
    classValidatorMetadataStorage: getMetadataStorage(),
    classTransformerMetadataStorage: defaultMetadataStorage,
    refPointerPrefix: '#/components/schemas/',
    additionalConverters: {
      optional: () => ({ 'x-optional': true }),
      nullable: () => ({ 'x-nullable': true }),
      shownOnce: () => ({ 'x-shown-once': true }),
      // `Length` says it already.
      unitsMax: {},
      timestamp: { type: 'string', format: 'date-time' },
      outcomeCounts: {
        type: 'object',
        properties: Object.fromEntries(USAGE_OUTCOMES.map((outcome) => [outcome, { type: 'integer', minimum: 0 }])),
        required: ['allowed'],
        additionalProperties: false,
      },
      metadata: { type: 'object', additionalProperties: { type: 'string' } },
      details: { type: 'object', additionalProperties: true },
    },
  });
  const ours = Object.keys(contracts).filter((name) => name in derived);
  return Object.fromEntries(
    ours.map((name) => [name, settle(derived[name] as { properties: Record<string, Property> })]),
  );
}

/** Says absence and null the way OpenAPI 3.1 does. */
function settle(schema: { properties: Record<string, Property> }) {
  const properties = Object.entries(schema.properties).map(([name, property]) => {
    const { 'x-optional': optional, 'x-nullable': nullable, ...rest } = property;
    return { name, optional, schema: nullable ? orNull(rest) : rest };
  });
  const required = properties.filter(({ optional }) => !optional).map(({ name }) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(properties.map(({ name, schema: property }) => [name, property])),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}

function orNull(property: Record<string, unknown>) {
  return typeof property['type'] === 'string' && !('enum' in property)
    ? { ...property, type: [property['type'], 'null'] }
    : { anyOf: [property, { type: 'null' }] };
}
