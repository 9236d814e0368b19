import { Inject, Injectable } from '@nestjs/common';
import type { ListQuery, SessionPage } from '@latchkey/contracts';
import { type Caller, type Clock, DashboardSessions, type Database, type OpenSession } from '@latchkey/domain';
import { pageRequestOf, toPage } from '../http/cursor.js';
import { CLOCK, DATABASE } from '../ports.js';
import { toSessionView } from './session.presenter.js';

type Origin = Pick<Caller, 'address' | 'requestId'>;

@Injectable()
export class SessionsService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(DashboardSessions) private readonly sessions: DashboardSessions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async list({ session, user }: OpenSession, query: ListQuery): Promise<SessionPage> {
    const page = await this.database.sessions.pageOpen(user.id, pageRequestOf(query), this.clock.nowMs());
    return toPage(page, (listed) => toSessionView(listed, session.id));
  }

  end(open: OpenSession, sessionId: string, origin: Origin): Promise<void> {
    return this.sessions.endOne(open, sessionId, origin);
  }

  endOthers(open: OpenSession, origin: Origin): Promise<void> {
    return this.sessions.endOthers(open, origin);
  }
}
