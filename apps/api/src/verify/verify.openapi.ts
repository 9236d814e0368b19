import { DecisionView, VerifyKeyRequest } from '@latchkey/contracts';
import type { OpenAPIObject } from '@nestjs/swagger';
import { UNRECORDED_OPERATION } from '../gate/unrecorded.decorator.js';
import { problemAnswer, refTo } from '../http/answers.decorator.js';

export const VERIFY_PATH = '/v1/keys/verify';

const DESCRIPTION = `Decides about a key that a service was presented with, as the API itself would, and charges its \
meters. The answer is 200 also where the key is refused: 401, 403 and 429 are about the credential of whoever asks, \
which is a key with \`keys:verify\`, for keys of its own API, or an operator's session. Left out, \`method\` lets a \
\`read_only\` key do what scopes ending in \`:read\` allow; \`path\` has no effect; \`deviceId\` is held against the \
devices that the key is restricted to, and whether there is such a device is not looked at.`;

/** What Nest's decorators would say of the route. */
export const VERIFY_PATHS: OpenAPIObject['paths'] = {
  [VERIFY_PATH]: {
    post: {
      operationId: 'verifyKey',
      // A question is asked anew each time, and charges each time.
      ...UNRECORDED_OPERATION,
      description: DESCRIPTION,
      parameters: [],
      requestBody: { required: true, content: { 'application/json': { schema: refTo(VerifyKeyRequest) } } },
      responses: {
        200: {
          description: 'The decision.',
          content: { 'application/json': { schema: refTo(DecisionView) } },
        },
        ...Object.fromEntries([400, 401, 403, 429, 503].map((status) => [status, problemAnswer(status)])),
      },
      security: [{ session: [] }, { key: [] }],
      tags: ['keys'],
    },
  },
};
