import type { SecretFormat } from '@latchkey/domain';
import type { WireProfileName } from '@latchkey/vocabulary';
import { messagesmart } from './messagesmart.js';
import { standard } from './standard.js';
import { startmessaging } from './startmessaging.js';
import { waping } from './waping.js';
import { wastack } from './wastack.js';
import { whatomate } from './whatomate.js';
import type { WireProfile } from './wire-profile.js';

export const WIRE_PROFILES: Readonly<Record<WireProfileName, WireProfile>> = {
  standard,
  startmessaging,
  messagesmart,
  wastack,
  waping,
  whatomate,
};

/** What a key of any API may look like. */
export const SECRET_FORMATS: readonly SecretFormat[] = Object.values(WIRE_PROFILES).map(
  ({ secretFormat }) => secretFormat,
);
