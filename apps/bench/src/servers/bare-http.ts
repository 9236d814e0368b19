import { createServer } from 'node:http';
import { tellPort } from './listening.js';

const BODY = '{"allowed":true}';

/** What Node itself takes for a request and an answer. */
const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': BODY.length });
  response.end(BODY);
});
server.listen(0, '127.0.0.1', () => tellPort(server));
