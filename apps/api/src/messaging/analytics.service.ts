import { Inject, Injectable } from '@nestjs/common';
import type { AnalyticsQuery } from '@latchkey/contracts';
import { type Database, findOwn, type KeyRecord, NotFoundError, ReadAnalytics } from '@latchkey/domain';
import type { WireResult } from '@latchkey/wire';
import { DATABASE } from '../ports.js';
import { toAnalyticsView, toAskedAnalytics } from './analytics.presenter.js';
import { toItem } from './wire-results.js';

@Injectable()
export class AnalyticsService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ReadAnalytics) private readonly readAnalytics: ReadAnalytics,
  ) {}

  async analytics(record: KeyRecord, { deviceId, ...query }: AnalyticsQuery): Promise<WireResult> {
    if (deviceId !== undefined) await this.assertOwnDevice(record, deviceId);
    return toItem(await this.readAnalytics.execute(record, toAskedAnalytics(query), deviceId), toAnalyticsView);
  }

  /** Zeros for a device that is not there would look like one that sends nothing. */
  private async assertOwnDevice({ workspace }: KeyRecord, deviceId: string): Promise<void> {
    await findOwn(this.database.devices, workspace.id, deviceId, () => new NotFoundError('device'));
  }
}
