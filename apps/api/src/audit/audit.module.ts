import { Module } from '@nestjs/common';
import { type AuditSeal, type Clock, type Database, type Random, TrimAudit, VerifyAudit } from '@latchkey/domain';
import type { Configuration } from '../config/configuration.js';
import { AUDIT_SEAL, CLOCK, CONFIGURATION, DATABASE, RANDOM } from '../ports.js';
import { AuditController } from './audit.controller.js';
import { AuditRetentionSchedule } from './audit-retention-schedule.js';
import { AuditService } from './audit.service.js';
import { InstallationAuditController } from './installation-audit.controller.js';

@Module({
  controllers: [AuditController, InstallationAuditController],
  providers: [
    AuditService,
    AuditRetentionSchedule,
    {
      provide: VerifyAudit,
      useFactory: (...ports: [Database, AuditSeal]) => new VerifyAudit(...ports),
      inject: [DATABASE, AUDIT_SEAL],
    },
    {
      provide: TrimAudit,
      useFactory: (database: Database, clock: Clock, random: Random, { auditRetentionDays }: Configuration) =>
        new TrimAudit(database, clock, random, auditRetentionDays),
      inject: [DATABASE, CLOCK, RANDOM, CONFIGURATION],
    },
  ],
})
export class AuditModule {}
