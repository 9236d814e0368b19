import type { CanActivate, ExecutionContext, Type } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import type { CredentialSource } from '@latchkey/wire';
import type { FastifyRequest } from 'fastify';
import type { Credential } from './credential-strategies.js';

/** Passport says `false` where no strategy found anything. */
type Presented = FastifyRequest & { user?: Credential | false | null };

/** One Passport guard for each list of sources that a wire profile can name, made when it is first asked for. */
const guards = new Map<string, CanActivate>();

/** The credential in the first of the sources that has one; `null` where none has. */
export async function extractCredential(
  context: ExecutionContext,
  sources: readonly CredentialSource[],
): Promise<Credential | null> {
  await guardFor(sources).canActivate(context);
  return context.switchToHttp().getRequest<Presented>().user || null;
}

function guardFor(sources: readonly CredentialSource[]): CanActivate {
  const name = sources.join(' ');
  const known = guards.get(name);
  if (known !== undefined) return known;
  const Guard = extractorFor([...sources]);
  const guard = new Guard();
  guards.set(name, guard);
  return guard;
}

/** Unlike Passport's own guard this one lets a request without a credential through: its absence is a decision's matter. */
function extractorFor(sources: string[]): Type<CanActivate> {
  return class CredentialGuard extends AuthGuard(sources) {
    override handleRequest<T>(error: Error | null, credential: T): T {
      if (error) throw error;
      return credential;
    }
  };
}
