import { fastifyCookie } from '@fastify/cookie';
import type { FastifyReply } from 'fastify';

export const SESSION_COOKIE = 'latchkey_session';

/** Keys have no dots; a JWT has two. */
export const looksLikeSessionToken = (text: string): boolean => text.split('.').length === 3;

/** Out of reach of scripts, and not sent along from other sites. `secure` where the dashboard is served over https. */
export function setSessionCookie(reply: FastifyReply, token: string, expiresAtMs: number, secure: boolean): void {
  const attributes = { httpOnly: true, sameSite: 'strict', secure, path: '/', expires: new Date(expiresAtMs) } as const;
  void reply.header('set-cookie', fastifyCookie.serialize(SESSION_COOKIE, token, attributes));
}

export const clearSessionCookie = (reply: FastifyReply): void => setSessionCookie(reply, '', 0, false);
