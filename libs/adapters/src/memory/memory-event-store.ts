import type { EventStore, Page, PageRequest, ToldEvent, WorkspaceEvent } from '@latchkey/domain';
import { pageOf } from './page-of.js';
import { requireParent } from './require-parent.js';
import type { TableAccess } from './table-access.js';

export class MemoryEventStore implements EventStore {
  constructor(private readonly access: TableAccess) {}

  append(event: WorkspaceEvent): Promise<void> {
    return this.access.write(({ events, workspaces }) => {
      requireParent(workspaces.get(event.workspaceId) !== null, 'event', 'workspace');
      events.insert(event);
    });
  }

  page(workspaceId: string, page: PageRequest): Promise<Page<WorkspaceEvent>> {
    return pageOf(this.access.tables.events.all(), page, (event) => event.workspaceId === workspaceId);
  }

  takeUntold(countMax: number): Promise<readonly WorkspaceEvent[]> {
    const { events, toldEvents } = this.access.tables;
    const untold = [...events.all()].filter(({ id }) => toldEvents.get(id) === null);
    return Promise.resolve(untold.sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, countMax));
  }

  markTold(told: readonly ToldEvent[]): Promise<void> {
    return this.access.write(({ toldEvents }) => {
      for (const event of told) toldEvents.replace(event);
    });
  }

  bodyOf(workspaceId: string, id: string): Promise<string | null> {
    const { events, toldEvents } = this.access.tables;
    return Promise.resolve(events.get(id)?.workspaceId === workspaceId ? (toldEvents.get(id)?.body ?? null) : null);
  }

  forget(occurredBeforeMs: number, rowsMax: number): Promise<number> {
    return this.access.write(({ events, toldEvents, deliveries }) => {
      const referred = new Set([...deliveries.all()].map(({ eventId }) => eventId));
      const isOver = ({ id, occurredAtMs }: WorkspaceEvent): boolean =>
        occurredAtMs < occurredBeforeMs && toldEvents.get(id) !== null && !referred.has(id);
      const over = [...events.all()].filter(isOver).slice(0, rowsMax);
      for (const { id } of over) {
        events.remove(id);
        toldEvents.remove(id);
      }
      return over.length;
    });
  }
}
