import { Module } from '@nestjs/common';
import { Askers } from './askers.js';
import { Verification } from './verification.js';

/** `POST /v1/keys/verify`, which is no controller: `serveVerification` puts it up. */
@Module({ providers: [Askers, Verification] })
export class VerifyModule {}
