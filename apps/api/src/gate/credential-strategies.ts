import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { HeaderAPIKeyStrategy } from 'passport-headerapikey';
import type { CredentialSource } from '@latchkey/wire';

/** A credential as it was presented, and where. Passport knows it as the "user" of the request. */
export interface Credential {
  readonly source: CredentialSource;
  readonly text: string;
}

/** RFC 9110 (section 11.1) makes the scheme's case meaningless. */
export const bearerIn = (header: string): string | null => /^bearer +(\S+) *$/i.exec(header)?.[1] ?? null;

/*
 * The strategies extract a credential and nothing else: whether it is any good is the pipeline's to say. The prefix
 * option stays empty because the package matches it as a case-sensitive, unescaped regular expression, while RFC 9110
 * (section 11.1) makes the scheme's case meaningless.
 */

@Injectable()
export class BearerStrategy extends PassportStrategy(HeaderAPIKeyStrategy, 'bearer' satisfies CredentialSource) {
  constructor() {
    super({ header: 'Authorization', prefix: '' }, false);
  }

  validate(header: string): Credential | null {
    const text = bearerIn(header);
    return text === null ? null : { source: 'bearer', text };
  }
}

@Injectable()
export class XApiKeyStrategy extends PassportStrategy(HeaderAPIKeyStrategy, 'x-api-key' satisfies CredentialSource) {
  constructor() {
    super({ header: 'X-API-Key', prefix: '' }, false);
  }

  validate(header: string): Credential {
    return { source: 'x-api-key', text: header.trim() };
  }
}
