import type { WireProfileName } from '@latchkey/vocabulary';

interface ProfileWords {
  readonly title: string;
  readonly explanation: string;
  /** The line of a request that carries the key. */
  readonly header: (key: string) => string;
}

const bearer = (key: string) => `Authorization: Bearer ${key}`;
const xApiKey = (key: string) => `X-API-Key: ${key}`;

export const WIRE_PROFILES: Readonly<Record<WireProfileName, ProfileWords>> = {
  standard: {
    title: 'Standard',
    explanation: 'Latchkey’s own: Bearer header, problem+json errors. Choose this for a new API.',
    header: bearer,
  },
  startmessaging: { title: 'StartMessaging', explanation: 'Bearer header, errors under “error”.', header: bearer },
  messagesmart: {
    title: 'MessageSmart',
    explanation: 'X-API-Key header, keys like ms_live_…, errors with “success”: false.',
    header: xApiKey,
  },
  wastack: { title: 'WAStack', explanation: 'Bearer header, keys that begin with wa_live_.', header: bearer },
  waping: { title: 'WAPing', explanation: 'Bearer header, lists under “data”.', header: bearer },
  whatomate: {
    title: 'Whatomate',
    explanation: 'X-API-Key header, keys like whm_…, answers under “status” and “data”.',
    header: xApiKey,
  },
};
