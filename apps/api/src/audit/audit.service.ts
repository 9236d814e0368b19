import { Readable } from 'node:stream';
import { Inject, Injectable, StreamableFile } from '@nestjs/common';
import type {
  AuditFilterQuery,
  AuditPage,
  AuditVerification,
  AuditVerificationPage,
  ListAuditQuery,
  VerifyAuditQuery,
} from '@latchkey/contracts';
import {
  assertReaches,
  type AuditFilter,
  type Caller,
  type ChainedEntry,
  type Database,
  NotFoundError,
  type Page,
  VerifyAudit,
  type WalkPlace,
} from '@latchkey/domain';
import { pageRequestOf, toPage } from '../http/cursor.js';
import { DATABASE } from '../ports.js';
import { AUDIT_CSV_HEADER, toAuditChainView, toAuditCsvLine, toAuditEntryView } from './audit.presenter.js';
import { auditPlaceOf, badCursor, verificationCursorOf } from './verification-cursor.js';

const CSV_PAGE_ENTRIES = 100;

/** Of one request, so that a log of any length costs nobody else their turn: a fraction of a second. */
const ENTRIES_VERIFIED_MAX = 10_000;
const CHAINS_VERIFIED_MAX = 100;

@Injectable()
export class AuditService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(VerifyAudit) private readonly verifyAudit: VerifyAudit,
  ) {}

  async list(caller: Caller, workspaceId: string, query: ListAuditQuery): Promise<AuditPage> {
    await this.assertThere(caller, workspaceId);
    return this.page({ workspaceId, ...filterOf(query) }, query);
  }

  listAll(query: ListAuditQuery): Promise<AuditPage> {
    return this.page(filterOf(query), query);
  }

  async export(caller: Caller, workspaceId: string, query: AuditFilterQuery): Promise<StreamableFile> {
    await this.assertThere(caller, workspaceId);
    return this.csv({ workspaceId, ...filterOf(query) });
  }

  exportAll(query: AuditFilterQuery): Promise<StreamableFile> {
    return this.csv(filterOf(query));
  }

  async verify(caller: Caller, workspaceId: string, { cursor }: VerifyAuditQuery): Promise<AuditVerification> {
    await this.assertThere(caller, workspaceId);
    const from = cursor === undefined ? null : placeIn(workspaceId, cursor);
    const looked = await this.verifyAudit.ofChain(workspaceId, { from, entriesMax: ENTRIES_VERIFIED_MAX });
    const { chain, next } = looked;
    const nextCursor = next && verificationCursorOf({ chain, place: next });
    return { ...toAuditChainView(looked), nextCursor };
  }

  async verifyAll({ cursor }: VerifyAuditQuery): Promise<AuditVerificationPage> {
    const from = cursor === undefined ? null : auditPlaceOf(cursor);
    const bounds = { entriesMax: ENTRIES_VERIFIED_MAX, chainsMax: CHAINS_VERIFIED_MAX };
    const { chains, next } = await this.verifyAudit.everywhere(from, bounds);
    return { data: chains.map(toAuditChainView), nextCursor: next && verificationCursorOf(next) };
  }

  private async assertThere(caller: Caller, workspaceId: string): Promise<void> {
    assertReaches(caller, workspaceId);
    if ((await this.database.workspaces.find(workspaceId)) === null) throw new NotFoundError('workspace');
  }

  private async page(filter: AuditFilter, query: ListAuditQuery): Promise<AuditPage> {
    return toPage(await this.database.audit.page(filter, pageRequestOf(query)), toAuditEntryView);
  }

  /** The first page is read before anything is sent: what goes wrong by then is answered as what it is. */
  private async csv(filter: AuditFilter): Promise<StreamableFile> {
    const first = await this.database.audit.page(filter, { limit: CSV_PAGE_ENTRIES });
    return new StreamableFile(Readable.from(this.csvLines(filter, first)), { type: 'text/csv; charset=utf-8' });
  }

  private async *csvLines(filter: AuditFilter, first: Page<ChainedEntry>): AsyncGenerator<string> {
    yield AUDIT_CSV_HEADER;
    for (let page = first; ;) {
      yield page.items.map(toAuditCsvLine).join('');
      const beforeId = page.items.at(-1)?.id;
      if (!page.hasMore || beforeId === undefined) return;
      page = await this.database.audit.page(filter, { limit: CSV_PAGE_ENTRIES, beforeId });
    }
  }
}

function placeIn(workspaceId: string, cursor: string): WalkPlace | null {
  const { chain, place } = auditPlaceOf(cursor);
  if (chain !== workspaceId) throw badCursor();
  return place;
}

const filterOf = ({ action, actorId, targetId, from, to }: AuditFilterQuery): AuditFilter => ({
  ...(action !== undefined && { action }),
  ...(actorId !== undefined && { actorId }),
  ...(targetId !== undefined && { targetId }),
  ...(from !== undefined && { fromMs: Date.parse(from) }),
  ...(to !== undefined && { toMs: Date.parse(to) }),
});
