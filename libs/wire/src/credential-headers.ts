import type { CredentialSource } from './wire-profile.js';

/** A header, and the word that stands before the credential in it; `null`: it stands alone. */
export interface CredentialHeader {
  readonly header: string;
  readonly scheme: string | null;
}

export const CREDENTIAL_HEADERS: Readonly<Record<CredentialSource, CredentialHeader>> = {
  bearer: { header: 'Authorization', scheme: 'Bearer' },
  'x-api-key': { header: 'X-API-Key', scheme: null },
};
