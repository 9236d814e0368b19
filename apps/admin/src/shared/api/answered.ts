import type { Problem } from './model';
import { ProblemError, UnreachableError } from './failure';
import { noteServerTime } from './server-clock';
import { sessionLost } from './session-lost';

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** What is said of a password or a code: no session was lost. */
const OF_SIGNING_IN: ReadonlySet<Problem['code']> = new Set(['bad_credentials', 'code_needed']);

interface Asking {
  /** In front of the dashboard: that nobody is signed in is an answer there, and leads nobody away. */
  readonly inFront?: boolean;
}

/**
 * What the server answered to a call.
 * @throws ProblemError when it refused, UnreachableError when there was no answer
 */
export async function answered<T>(call: Promise<Answer<T>>, { inFront = false }: Asking = {}): Promise<T> {
  const { data, error, response } = await reached(call);
  noteServerTime(response.headers.get('date'));
  if (response.ok) return data as T;
  const refusal = new ProblemError(problemOf(error, response), retryAfterOf(response));
  if (response.status === 401 && !inFront && !OF_SIGNING_IN.has(refusal.problem.code)) sessionLost.announce();
  throw refusal;
}

async function reached<T>(call: Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    return await call;
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new UnreachableError('no answer', { cause });
  }
}

/** A proxy in between may answer with something else than a problem. */
function problemOf(body: unknown, { status, headers }: Response): Problem {
  if (typeof body === 'object' && body !== null && 'detail' in body && 'code' in body) return body as Problem;
  return {
    type: 'about:blank',
    title: '',
    status,
    code: 'unknown',
    detail: `The server answered with status ${status}.`,
    requestId: headers.get('x-request-id') ?? '',
  };
}

/** Only seconds: the server sends no HTTP dates here. */
function retryAfterOf({ headers }: Response): number | null {
  const text = headers.get('retry-after');
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}
