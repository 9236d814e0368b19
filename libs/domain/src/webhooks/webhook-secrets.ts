import type { SecretBox } from '../ports/secret-box.port.js';
import type { SigningSecrets } from './signatures.js';
import type { Webhook } from './webhook.js';

/** What signs for an endpoint at this moment. @throws SealBrokenError */
export function signingSecrets(
  { id, sealedSecret, formerSecret }: Webhook,
  box: SecretBox,
  nowMs: number,
): SigningSecrets {
  const former = formerSecret !== null && nowMs < formerSecret.untilMs ? box.open(formerSecret.sealed, id) : null;
  return { current: box.open(sealedSecret, id), former };
}
