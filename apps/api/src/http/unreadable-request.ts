import type { Socket } from 'node:net';
import { DomainError } from '@latchkey/domain';
import { standard, titleOf } from '@latchkey/wire';
import { edgeHeaders, newRequestId } from './edge.js';
import { problemOf } from './problems.js';

/**
 * What is no HTTP, or headers without an end: there is no request yet, so the answer is written to the socket itself.
 * It quotes nothing, and the connection ends with it, because nobody knows where the next request would begin.
 */
export function refuseUnreadableRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const status = statusOf(error.code);
  const requestId = newRequestId();
  const problem = problemOf(new DomainError('invalid_request', 'The request cannot be read as HTTP.'));
  const answer = standard.problem({ ...problem, status }, requestId);
  const body = JSON.stringify(answer.body);
  const headers = {
    ...edgeHeaders(requestId),
    ...answer.headers,
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${titleOf(status)}\r\n${head.join('')}\r\n${body}`);
}

function statusOf(code: string | undefined): number {
  if (code === 'HPE_HEADER_OVERFLOW') return 431;
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
}
