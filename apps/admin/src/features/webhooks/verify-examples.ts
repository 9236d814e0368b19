import type { WireProfileName } from '@latchkey/vocabulary';

export interface VerifyExample {
  readonly id: 'node' | 'python' | 'hex';
  readonly title: string;
  readonly code: string;
}

const NODE = `import { Webhook } from 'standardwebhooks';

const webhook = new Webhook(process.env.WEBHOOK_SECRET);

// rawBody: as it came, not parsed and written anew. Throws unless it is signed with the secret.
export const eventOf = (rawBody, headers) => webhook.verify(rawBody, headers);
`;

const PYTHON = `import os
from standardwebhooks import Webhook

webhook = Webhook(os.environ["WEBHOOK_SECRET"])

# raw_body: as it came, not parsed and written anew. Raises unless it is signed with the secret.
def event_of(raw_body, headers):
    return webhook.verify(raw_body, headers)
`;

const HEX = `import { createHmac, timingSafeEqual } from 'node:crypto';

// Beside X-Webhook-Signature there is X-Webhook-Signature-Previous while a rotation lasts: either will do.
const NAMES = ['x-webhook-signature', 'x-webhook-signature-previous'];

// rawBody: as it came, not parsed and written anew.
export function isGenuine(rawBody, headers) {
  const expected = createHmac('sha256', process.env.WEBHOOK_SECRET).update(rawBody).digest();
  return NAMES.some((name) => {
    const given = Buffer.from(headers[name] ?? '', 'hex');
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
`;

const STANDARD: readonly VerifyExample[] = [
  { id: 'node', title: 'Node, with standardwebhooks', code: NODE },
  { id: 'python', title: 'Python, with standardwebhooks', code: PYTHON },
];

/** Every API signs as Standard Webhooks says; that of StartMessaging also as its own document does. */
export const examplesFor = (profile: WireProfileName): readonly VerifyExample[] =>
  profile === 'startmessaging'
    ? [...STANDARD, { id: 'hex', title: 'Node, with X-Webhook-Signature', code: HEX }]
    : STANDARD;
