import type { OpenAPIObject } from '@nestjs/swagger';
import { IDEMPOTENCY_KEY_LENGTH_MAX } from '@latchkey/vocabulary';
import { problemAnswer } from './answers.decorator.js';

const WRITES = ['post', 'put', 'patch', 'delete'] as const;

const PARAMETERS = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'Names this request: the same one again within 24 hours is answered as the first time, and does nothing more.',
    schema: { type: 'string', minLength: 1, maxLength: IDEMPOTENCY_KEY_LENGTH_MAX },
  },
  RequestId: {
    name: 'X-Request-ID',
    in: 'header',
    description: 'The same, as a UUID.',
    schema: { type: 'string', format: 'uuid' },
  },
} as const;

const HEADERS = {
  IdempotencyReplayed: {
    description: '`true` where the answer is that of an earlier request of this name; else left out.',
    schema: { type: 'string', pattern: '^true$' },
  },
} as const;

const REPLAYED = { 'Idempotency-Replayed': { $ref: '#/components/headers/IdempotencyReplayed' } };

const REFERENCES = Object.keys(PARAMETERS).map((name) => ({ $ref: `#/components/parameters/${name}` }));

/** Adds to every write that a credential opens how it is named, and what comes of that. */
export function describeRepetitions(document: OpenAPIObject): void {
  document.components = { ...document.components, parameters: PARAMETERS, headers: HEADERS };
  for (const path of Object.values(document.paths)) {
    for (const operation of WRITES.map((method) => path[method])) {
      if (operation?.security === undefined || 'x-unrecorded' in operation) continue;
      operation.parameters = [...(operation.parameters ?? []), ...REFERENCES];
      operation.responses[409] ??= problemAnswer(409);
      operation.responses[422] ??= problemAnswer(422);
      for (const [status, response] of Object.entries(operation.responses)) {
        if (status.startsWith('2') && response && !('$ref' in response)) response.headers = REPLAYED;
      }
    }
  }
}
