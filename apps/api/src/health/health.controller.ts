import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Health } from '@latchkey/contracts';
import type { Database } from '@latchkey/domain';
import { Answers } from '../http/answers.decorator.js';
import { DATABASE } from '../ports.js';

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** The process answers. */
  @Get('live')
  @Answers(200, Health)
  live(): Health {
    return { status: 'ok' };
  }

  /** The process can do its work: the database answers too. */
  @Get('ready')
  @Answers(200, Health)
  ready(): Promise<Health> {
    return this.database.users.any().then(() => ({ status: 'ok' }));
  }
}
