import { useMigratedDatabase } from './migrated-database.fixture.js';

describe('workspaces by the beginning of their name', () => {
  const { query } = useMigratedDatabase();

  it('are looked up in the index, whatever the locale of the database', async () => {
    await query('SET enable_seqscan = off');
    const rows = await query(`EXPLAIN SELECT id FROM workspaces WHERE starts_with(name_folded, 'acme')`);
    expect(JSON.stringify(rows)).toMatch(/Index Cond: .*name_folded >= 'acme'.*name_folded < 'acmf'/);
  });
});
