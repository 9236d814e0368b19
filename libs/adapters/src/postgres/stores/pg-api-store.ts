import { NotFoundError, type Api, type ApiStore, type Page, type PageRequest } from '@latchkey/domain';
import type { EntityManager } from 'typeorm';
import { ApiHostnameEntity } from '../entities/api-hostname.entity.js';
import { ApiEntity } from '../entities/api.entity.js';
import { fromApi, toApi } from '../mappers/api.mapper.js';
import type { Statements } from '../statements.js';
import { pageOf } from './page-of.js';

export class PgApiStore implements ApiStore {
  constructor(private readonly statements: Statements) {}

  all(): Promise<readonly Api[]> {
    return this.statements.run(async (manager) => {
      const rows = await manager.find(ApiEntity, { order: { id: 'ASC' } });
      return rows.map(toApi);
    });
  }

  find(id: string): Promise<Api | null> {
    return this.statements.run((manager) => find(manager, id));
  }

  /**
   * Locks first and reads then: in one statement, what waited for the lock would see the row as it is after the wait,
   * but the host names as they were before it.
   */
  lock(id: string): Promise<Api | null> {
    return this.statements.together(async (manager) => {
      await manager.query('SELECT FROM apis WHERE id = $1 FOR NO KEY UPDATE', [id]);
      return find(manager, id);
    });
  }

  page(page: PageRequest): Promise<Page<Api>> {
    return this.statements.run((manager) => pageOf(manager.createQueryBuilder(ApiEntity, 'api'), page, toApi));
  }

  insert(api: Api): Promise<void> {
    return this.statements.together(async (manager) => {
      await manager.insert(ApiEntity, fromApi(api));
      await insertHostnames(manager, api);
    });
  }

  update(api: Api): Promise<void> {
    return this.statements.together(async (manager) => {
      const { id, ...fields } = fromApi(api);
      const { affected } = await manager.update(ApiEntity, { id }, fields);
      if (affected === 0) throw new NotFoundError('API');
      await manager.delete(ApiHostnameEntity, { apiId: id });
      await insertHostnames(manager, api);
    });
  }
}

async function find(manager: EntityManager, id: string): Promise<Api | null> {
  const row = await manager.findOneBy(ApiEntity, { id });
  return row && toApi(row);
}

async function insertHostnames(manager: EntityManager, { id, hostnames }: Api): Promise<void> {
  if (hostnames.length === 0) return;
  const rows = hostnames.map((hostname, position) => ({ hostname, apiId: id, position }));
  await manager.insert(ApiHostnameEntity, rows);
}
