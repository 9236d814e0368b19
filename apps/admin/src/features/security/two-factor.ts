import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';
import { OneTimeSecret } from '../../shared/reveal/one-time-secret';

/* Called by themselves and not as mutations: a mutation's answer stays in the query client's cache. */

/** A second factor that nothing asks for yet. */
export class Enrolment {
  /** For a QR code. */
  readonly uri: OneTimeSecret;
  /** The same to be typed in. */
  readonly secret: OneTimeSecret;

  constructor({ secret, otpauthUri }: { secret: string; otpauthUri: string }) {
    this.uri = new OneTimeSecret(otpauthUri);
    this.secret = new OneTimeSecret(secret);
  }

  forget(): void {
    this.uri.forget();
    this.secret.forget();
  }
}

export const beginTwoFactor = async (): Promise<Enrolment> =>
  new Enrolment(await answered(api.POST('/v1/auth/two-factor')));

export interface RecoveryCodes {
  readonly codes: OneTimeSecret;
  readonly count: number;
}

export const confirmTwoFactor = (code: string): Promise<RecoveryCodes> =>
  recoveryCodes(answered(api.POST('/v1/auth/two-factor/confirm', { body: { code } })));

export const renewRecoveryCodes = (): Promise<RecoveryCodes> =>
  recoveryCodes(answered(api.POST('/v1/auth/two-factor/recovery-codes')));

export const removeTwoFactor = (code: string) => answered(api.DELETE('/v1/auth/two-factor', { body: { code } }));

async function recoveryCodes(answer: Promise<{ recoveryCodes: string[] }>): Promise<RecoveryCodes> {
  const { recoveryCodes: codes } = await answer;
  return { codes: new OneTimeSecret(codes.join('\n')), count: codes.length };
}
