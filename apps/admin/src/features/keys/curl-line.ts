import type { ApiView } from '../../shared/api/model';
import { WIRE_PROFILES } from '../../shared/format/wire-profiles';

export const KEY_PLACEHOLDER = 'YOUR_API_KEY';

type Called = Pick<ApiView, 'hostnames' | 'wireProfile'>;

/** A first call, with the header that this API's wire profile reads. Never with a real key: it ends in a history file. */
export function curlLine(
  { hostnames, wireProfile }: Called,
  page: Pick<Location, 'protocol' | 'host' | 'port'>,
): string {
  const [hostname] = hostnames;
  const host = hostname === undefined ? page.host : hostname + (page.port === '' ? '' : `:${page.port}`);
  return `curl ${page.protocol}//${host}/v1/devices \\\n  -H '${WIRE_PROFILES[wireProfile].header(KEY_PLACEHOLDER)}'`;
}
