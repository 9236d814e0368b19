import { NotFoundError, type Api, type ApiStore, type Page, type PageRequest } from '@latchkey/domain';
import { pageOf } from './page-of.js';
import type { TableAccess } from './table-access.js';

export class MemoryApiStore implements ApiStore {
  constructor(private readonly access: TableAccess) {}

  all(): Promise<readonly Api[]> {
    return Promise.resolve([...this.access.tables.apis.all()].sort((a, b) => (a.id < b.id ? -1 : 1)));
  }

  find(id: string): Promise<Api | null> {
    return Promise.resolve(this.access.tables.apis.get(id));
  }

  lock(id: string): Promise<Api | null> {
    return this.find(id);
  }

  page(page: PageRequest): Promise<Page<Api>> {
    return pageOf(this.access.tables.apis.all(), page, () => true);
  }

  insert(api: Api): Promise<void> {
    return this.access.write(({ apis }) => apis.insert(api));
  }

  update(api: Api): Promise<void> {
    return this.access.write(({ apis }) => {
      if (apis.get(api.id) === null) throw new NotFoundError('API');
      apis.replace(api);
    });
  }
}
