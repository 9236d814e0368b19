/**
 * Keeps what has to be read again, such as the secret that signs a webhook: sealed at rest, so that a copy of the
 * database alone gives nothing away. What is only ever compared is hashed instead.
 */
export interface SecretBox {
  /** @param context what the text belongs to, such as the id of its record: it opens nowhere else */
  seal(text: string, context: string): string;
  /** @throws SealBrokenError where it was sealed with another secret, in another context, or has been changed */
  open(sealed: string, context: string): string;
}

export class SealBrokenError extends Error {
  constructor() {
    super('What is sealed cannot be opened: it was sealed with another LATCHKEY_SECRET, or has been changed.');
    this.name = 'SealBrokenError';
  }
}
