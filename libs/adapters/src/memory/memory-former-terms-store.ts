import type { FormerTerms, FormerTermsStore } from '@latchkey/domain';
import type { TableAccess } from './table-access.js';

export interface FormerTermsRow extends FormerTerms {
  readonly id: string;
}

export class MemoryFormerTermsStore implements FormerTermsStore {
  constructor(private readonly access: TableAccess) {}

  append(terms: FormerTerms): Promise<void> {
    return this.access.write(({ formerTerms }) => {
      const place = [...formerTerms.all()].length;
      formerTerms.insert({ ...terms, id: String(place) });
    });
  }

  ofWorkspace(workspaceId: string): Promise<readonly FormerTerms[]> {
    const own = [...this.access.tables.formerTerms.all()].filter((row) => row.workspaceId === workspaceId);
    return Promise.resolve(own.map(({ id: _id, ...terms }) => terms));
  }
}
