import { WEBHOOK_URL_LENGTH_MAX } from '@latchkey/vocabulary';
import { InvalidFieldError } from '../errors.js';
import { allowlistHolds, readAllowlist } from '../network/ip-allowlist.js';
import { type IpAddress, parseIpAddress } from '../network/ip-address.js';
import { type IpNetwork, parseIpNetwork } from '../network/ip-network.js';

const networks = (...texts: readonly string[]): readonly IpNetwork[] =>
  texts.map((text) => {
    const network = parseIpNetwork(text);
    if (typeof network === 'string') throw new Error(`${text} is no network.`);
    return network;
  });

/** Nobody else's host on the open internet. Source: IANA IPv4 Special-Purpose Address Registry. */
const FORBIDDEN_V4 = networks(
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
);

/**
 * All global unicast there is. What lies outside (loopback, link-local, unique-local, multicast, NAT64, compatible and
 * unassigned addresses) is forbidden without being named. Mapped addresses never get here: they are read as IPv4.
 */
const GLOBAL_V6 = networks('2000::/3');

/**
 * Within it: protocol assignments with Teredo and benchmarking, documentation, and 6to4, which carries any IPv4 address.
 * Source: IANA IPv6 Special-Purpose Address Registry.
 */
const FORBIDDEN_V6 = networks('2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20');

/** An address that webhooks are sent to, as far as it can be told without asking anybody. */
export interface WebhookTarget {
  readonly url: URL;
  readonly isTls: boolean;
  /** Without brackets, and without the dot that ends a full name. */
  readonly host: string;
  readonly port: number;
  /** Where the host is an address, or a name that stands for one; else it has to be resolved. */
  readonly addresses: readonly string[] | null;
}

const LOOPBACK = ['127.0.0.1', '::1'];

/**
 * Which addresses webhooks may be sent to. The same rule holds when an endpoint is written down and when something is
 * sent, because what a name resolves to can change in between.
 *
 * Any port is allowed: what is reached without permission speaks TLS or nothing.
 */
export class WebhookTargets {
  private readonly allowed: readonly IpNetwork[];

  /** @param allowNetworks CIDRs that may be reached although private, over plain http too */
  constructor(allowNetworks: readonly string[]) {
    this.allowed = readAllowlist(allowNetworks);
  }

  /** Says no more than can be said without resolving a name. @throws InvalidFieldError naming `field` */
  check(field: string, text: string): void {
    const fail = (problem: string): never => {
      throw new InvalidFieldError(field, `${field} ${problem}`);
    };
    const target = this.read(text);
    if (target === null)
      return fail(
        `must be an https:// address of a host, of at most ${WEBHOOK_URL_LENGTH_MAX} characters, without user name or password.`,
      );
    const { isTls, addresses } = target;
    if (!isTls && this.allowed.length === 0) fail('must begin with https://.');
    if (addresses !== null && !this.mayReach(target, addresses)) {
      fail('must lead to a public address over https://; the operator can allow others with WEBHOOK_ALLOW_NETWORKS.');
    }
  }

  /** `null` for what is no address of a web server. The parser has read decimal, octal and short forms of IPv4 by then. */
  read(text: string): WebhookTarget | null {
    if (text.length > WEBHOOK_URL_LENGTH_MAX || !URL.canParse(text)) return null;
    const url = new URL(text);
    const isTls = url.protocol === 'https:';
    const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
    const port = url.port === '' ? (isTls ? 443 : 80) : Number(url.port);
    const isOdd = url.username !== '' || url.password !== '' || host === '' || port === 0;
    if ((!isTls && url.protocol !== 'http:') || isOdd) return null;
    return { url, isTls, host, port, addresses: addressesIn(host) };
  }

  /** Whether all of the addresses may be reached. One that may not is enough to refuse: it could be the one that is taken. */
  mayReach({ isTls }: Pick<WebhookTarget, 'isTls'>, addresses: readonly string[]): boolean {
    return (
      addresses.length > 0 &&
      addresses.every((text) => {
        const address = parseIpAddress(text);
        return address !== null && (allowlistHolds(this.allowed, address) || (isTls && isPublic(address)));
      })
    );
  }
}

/** RFC 6761 keeps `localhost` for the host itself, whatever a name server says. */
function addressesIn(host: string): readonly string[] | null {
  if (host === 'localhost' || host.endsWith('.localhost')) return LOOPBACK;
  return parseIpAddress(host) === null ? null : [host];
}

const isPublic = (address: IpAddress): boolean =>
  address.length === 1
    ? !allowlistHolds(FORBIDDEN_V4, address)
    : allowlistHolds(GLOBAL_V6, address) && !allowlistHolds(FORBIDDEN_V6, address);
