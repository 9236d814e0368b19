import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { IdempotentRequests } from '@latchkey/domain';
import { BODY_BYTES_MAX } from '@latchkey/vocabulary';
import { type FastifyBaseLogger, LogController } from 'fastify';
import type { Logger } from 'pino';
import { type Adapters, AppModule } from './app.module.js';
import { serveDashboard } from './dashboard/serve-dashboard.js';
import { ApiDirectory } from './gate/api-directory.js';
import { recordAnswers } from './gate/record-answers.js';
import { guardEdge, newRequestId } from './http/edge.js';
import { NestPinoLogger } from './http/nest-pino-logger.js';
import { serveOpenApi } from './http/openapi.js';
import { ProblemFilter } from './http/problem.filter.js';
import { refuseUnreadableAddress } from './http/unreadable-address.js';
import { refuseUnreadableRequest } from './http/unreadable-request.js';
import { requestValidation } from './http/validation.js';
import { serveGithubLeaks } from './leaks/github-leaks.route.js';
import { serveWhatsAppCloud } from './messaging/whatsapp-cloud.route.js';
import { CLOCK } from './ports.js';
import { chooseWords, presentSurfaces } from './surfaces/present-surfaces.js';
import { serveVerification } from './verify/verify.route.js';

/** From the first byte to the last of a request: who sends more slowly holds a connection for nothing. */
const REQUEST_TIMEOUT_MS = 30_000;

export interface AppOptions extends Adapters {
  readonly logger: Logger;
  /** The built admin app; `null` serves the API alone. */
  readonly dashboardDir: string | null;
}

/** The whole server, ready to listen. */
export async function createApp({ logger, dashboardDir, ...adapters }: AppOptions): Promise<NestFastifyApplication> {
  const { trustedProxies } = adapters.configuration;
  const adapter = new FastifyAdapter({
    loggerInstance: logger,
    // Allows are counted, not logged; a failure logs itself, with the route's pattern instead of the address.
    logController: new LogController({ disableRequestLogging: true }),
    // A logger for each request costs as much as a decision. What is logged of a request names it by itself.
    childLoggerFactory: (parent: FastifyBaseLogger) => parent,
    genReqId: newRequestId,
    requestIdHeader: false,
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_TIMEOUT_MS,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    forceCloseConnections: 'idle',
    frameworkErrors: refuseUnreadableAddress,
    clientErrorHandler: refuseUnreadableRequest,
    // Nothing here is Express middleware.
    skipMiddie: true,
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(adapters), adapter, {
    bodyParser: false,
    logger: new NestPinoLogger(logger),
    abortOnError: false,
  });
  const server = app.getHttpAdapter().getInstance();
  guardEdge(server);
  const directory = app.get(ApiDirectory);
  presentSurfaces(server, directory);
  recordAnswers(server, app.get(IdempotentRequests), app.get(CLOCK));
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalPipes(requestValidation());
  serveVerification(app, server);
  serveWhatsAppCloud(app, server);
  serveGithubLeaks(app, server);
  serveOpenApi(app, server);
  if (dashboardDir !== null) {
    serveDashboard(server, dashboardDir, (request) => chooseWords(request, directory));
  }
  return app;
}
