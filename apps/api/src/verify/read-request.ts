import { VerifyKeyRequest } from '@latchkey/contracts';
import { InvalidFieldError, parseIpAddress } from '@latchkey/domain';
import {
  ENTITLEMENTS,
  IP_ADDRESS_LENGTH_MAX,
  PATH_LENGTH_MAX,
  PRESENTED_TEXT_LENGTH_MAX,
  REQUEST_COST_MAX,
  SCOPES,
} from '@latchkey/vocabulary';
import { requestValidation } from '../http/validation.js';

type Check = (value: unknown) => boolean;

const matches =
  (pattern: RegExp, lengthMax: number): Check =>
  (value) =>
    typeof value === 'string' && value.length <= lengthMax && pattern.test(value);

const oneOf = (values: readonly unknown[]): Check => {
  const known = new Set(values);
  return (value) => known.has(value);
};

const isScope = oneOf(SCOPES);
const isIdentifier = matches(/^[a-z]+_[0-9a-z]+$/, 64);
const isPresented: Check = (value) =>
  typeof value === 'string' && value !== '' && value.length <= PRESENTED_TEXT_LENGTH_MAX;
const isAddress: Check = (value) =>
  typeof value === 'string' && value.length <= IP_ADDRESS_LENGTH_MAX && parseIpAddress(value) !== null;

const CHECKS: ReadonlyMap<string, Check> = new Map<keyof VerifyKeyRequest, Check>([
  ['key', (value) => value === null || isPresented(value)],
  ['method', matches(/^[A-Z][A-Z-]{0,19}$/, 20)],
  ['path', matches(/^\/[\x21-\x7e]*$/, PATH_LENGTH_MAX)],
  ['scopes', (value) => Array.isArray(value) && value.every(isScope) && new Set(value).size === value.length],
  ['deviceId', isIdentifier],
  ['entitlement', oneOf(ENTITLEMENTS)],
  ['cost', (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= REQUEST_COST_MAX],
  ['clientIp', isAddress],
  ['appKey', isPresented],
  ['apiId', isIdentifier],
  ['dryRun', (value) => typeof value === 'boolean'],
]);

/**
 * The rules of `VerifyKeyRequest` as plain checks: class-validator takes longer than all the rest of the route. `null`
 * means that the rules themselves are to be asked, which also know how to word a refusal; a spec holds the two together.
 */
export function readQuickly(body: unknown): VerifyKeyRequest | null {
  if (typeof body !== 'object' || body === null || Array.isArray(body) || !Object.hasOwn(body, 'key')) return null;
  const fields = body as Record<string, unknown>;
  for (const name in fields) if (CHECKS.get(name)?.(fields[name]) !== true) return null;
  return body as VerifyKeyRequest;
}

const validation = requestValidation();

/** By the rules of the contract. @throws InvalidRequestError, InvalidFieldError */
export async function readByRules(body: unknown): Promise<VerifyKeyRequest> {
  const asked = { type: 'body', metatype: VerifyKeyRequest } as const;
  const request = (await validation.transform(body, asked)) as VerifyKeyRequest;
  if (request.clientIp !== undefined && !isAddress(request.clientIp)) {
    throw new InvalidFieldError('clientIp', 'clientIp must be an IPv4 or IPv6 address, without zone or port.');
  }
  return request;
}
