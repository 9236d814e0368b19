import type { WireProfileName } from '@latchkey/vocabulary';
import type { ApiView } from '../api/model';
import { WIRE_PROFILES } from '../format/wire-profiles';

/** Never a real key: what is copied ends in a history file. */
export const KEY_PLACEHOLDER = 'YOUR_API_KEY';

/** What an API is called by, and how it speaks. */
export type Called = Pick<ApiView, 'hostnames' | 'wireProfile'>;
export type PageAddress = Pick<Location, 'protocol' | 'host' | 'port'>;

interface FirstCall {
  /** A request that changes nothing and costs no message. */
  readonly path: string;
  /** What the answer to it tells. */
  readonly tells: string;
  /** Where a refusal's explanation stands in the body, in JavaScript. */
  readonly refusal: string;
}

const DEVICES = 'The answer lists the devices of this workspace under “data”.';
const UNDER_ERROR = 'body.error.message';

/** The requests of the vendors' own documents, where they have one that only reads. */
const FIRST_CALLS: Readonly<Record<WireProfileName, FirstCall>> = {
  standard: { path: '/v1/devices', tells: DEVICES, refusal: 'body.detail' },
  startmessaging: { path: '/v1/devices', tells: DEVICES, refusal: UNDER_ERROR },
  messagesmart: {
    path: '/api/v1/api-key',
    tells: 'The answer shows the key’s own properties under “data”, beside “success”.',
    refusal: UNDER_ERROR,
  },
  wastack: { path: '/api/v1/devices', tells: DEVICES, refusal: UNDER_ERROR },
  waping: { path: '/v1/devices', tells: DEVICES, refusal: UNDER_ERROR },
  whatomate: {
    path: '/api/contacts',
    tells: 'The answer lists contacts under “data”, beside “status”.',
    refusal: 'body.message',
  },
};

export const firstCallOf = ({ wireProfile }: Called): FirstCall => FIRST_CALLS[wireProfile];

/** Without a host name of its own an API is reached where the page is. */
function addressOf({ hostnames, wireProfile }: Called, page: PageAddress): string {
  const [hostname] = hostnames;
  const host = hostname === undefined ? page.host : hostname + (page.port === '' ? '' : `:${page.port}`);
  return `${page.protocol}//${host}${FIRST_CALLS[wireProfile].path}`;
}

export const curlExample = (called: Called, page: PageAddress): string =>
  `curl ${addressOf(called, page)} \\\n  -H '${WIRE_PROFILES[called.wireProfile].header(KEY_PLACEHOLDER)}'`;

/** For Node 18 and later, without a library. The key comes from the environment, where keys belong. */
export function nodeExample(called: Called, page: PageAddress): string {
  const [name = '', value = ''] = WIRE_PROFILES[called.wireProfile].header('${process.env.API_KEY}').split(': ');
  return [
    `const answer = await fetch('${addressOf(called, page)}', {`,
    `  headers: { '${name}': \`${value}\` },`,
    '});',
    'const body = await answer.json();',
    `if (!answer.ok) throw new Error(\`\${answer.status}: \${${firstCallOf(called).refusal}}\`);`,
    'console.log(body.data);',
  ].join('\n');
}
