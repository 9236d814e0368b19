import { fastifyCookie } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

export const SESSION_COOKIE = 'latchkey_session';

/** Looked for only where it counts: as a plugin, the package would parse and remember the cookies of every request. */
export function sessionCookieIn({ headers }: FastifyRequest): string | undefined {
  return headers.cookie === undefined ? undefined : fastifyCookie.parse(headers.cookie)[SESSION_COOKIE];
}

/** Keys have no dots; a JWT has two. */
export const looksLikeSessionToken = (text: string): boolean => text.split('.').length === 3;

/** Out of reach of scripts, and not sent along from other sites. `secure` where the dashboard is served over https. */
export function setSessionCookie(reply: FastifyReply, token: string, expiresAtMs: number, secure: boolean): void {
  const attributes = { httpOnly: true, sameSite: 'strict', secure, path: '/', expires: new Date(expiresAtMs) } as const;
  void reply.header('set-cookie', fastifyCookie.serialize(SESSION_COOKIE, token, attributes));
}

export const clearSessionCookie = (reply: FastifyReply): void => setSessionCookie(reply, '', 0, false);
