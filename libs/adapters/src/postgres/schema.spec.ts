import { aDevice, aMessage, anApiKey, anApp, anAuditEntry, aStatement, aTenancy } from '@latchkey/testing';
import { useMigratedDatabase } from './migrated-database.fixture.js';

/** What the schema holds to, even against statements that no store of ours would send. */
describe('the schema', () => {
  const { database, query } = useMigratedDatabase();

  describe('the audit log', () => {
    const entry = anAuditEntry();
    beforeAll(() => database().audit.append(entry));

    it.each([
      "UPDATE audit_entries SET action = 'x'",
      "UPDATE audit_entries SET action = 'x' WHERE false",
      'DELETE FROM audit_entries',
      'TRUNCATE audit_entries',
      "INSERT INTO audit_entries SELECT * FROM audit_entries ON CONFLICT (id) DO UPDATE SET action = 'x'",
      "SET session_replication_role = 'replica'; DELETE FROM audit_entries",
      'DELETE FROM audit_heads',
      'TRUNCATE audit_heads',
    ])('refuses %s', async (statement) => {
      await expect(query(statement)).rejects.toThrow('append-only');
      expect((await database().audit.page({}, { limit: 2 })).items).toMatchObject([entry]);
    });

    it('takes no entry without a place in its chain', async () => {
      const insert = `INSERT INTO audit_entries (id, at, actor_kind, actor_id, action, target_id)
        VALUES ('aud_x', now(), 'user', 'usr_x', 'key.created', 'key_x')`;
      await expect(query(insert)).rejects.toMatchObject({ code: '23514', constraint: 'audit_entries_are_chained' });
    });
  });

  describe('statements', () => {
    const statement = aStatement();
    beforeAll(() => database().statements.close(statement));

    it.each([
      "UPDATE statements SET month = '2026-02'",
      'DELETE FROM statements',
      'TRUNCATE statements',
      "INSERT INTO statements SELECT * FROM statements ON CONFLICT (workspace_id, month) DO UPDATE SET content = '{}'",
      "SET session_replication_role = 'replica'; DELETE FROM statements",
    ])('refuse %s', async (change) => {
      await expect(query(change)).rejects.toThrow('never changes');
      expect(await database().statements.find(statement.workspaceId, statement.month)).toEqual(statement);
    });
  });

  describe('keys', () => {
    it.each([
      ['a hash of another length', "sha256 = '\\x00'"],
      ['a revocation without a reason', 'revoked_at = now()'],
      ['a note without a revocation', "revocation_note = 'x'"],
      ['metadata that is no object', "metadata = '[]'"],
      ['an overlap without a successor', 'overlap_ms = 5'],
      ['a quota without a period', 'quota_limit = 5'],
      ['the end of an overlap without a successor', 'overlap_ends_at = now()'],
    ])('cannot have %s', async (_, assignment) => {
      const { place } = await aTenancy(database());
      const key = anApiKey(place);
      await database().keys.insert(key);
      const change = query(`UPDATE api_keys SET ${assignment} WHERE id = $1`, [key.id]);
      await expect(change).rejects.toMatchObject({ code: '23514' });
    });

    it('cannot be moved to another API or workspace, nor be bound to an app of another', async () => {
      const [{ place }, other] = [await aTenancy(database()), await aTenancy(database())];
      const key = anApiKey(place);
      await database().keys.insert(key);
      const app = anApp({ workspaceId: other.workspace.id });
      await database().apps.insert(app);
      for (const [column, id] of [
        ['api_id', other.api.id],
        ['workspace_id', other.workspace.id],
        ['app_id', app.id],
      ] as const) {
        const change = query(`UPDATE api_keys SET ${column} = $1 WHERE id = $2`, [id, key.id]);
        await expect(change).rejects.toMatchObject({ code: '23503' });
      }
    });

    it('stay with their workspace while messages refer to them', async () => {
      const { place, workspace } = await aTenancy(database());
      const [key, device] = [anApiKey(place), aDevice({ workspaceId: workspace.id })];
      await database().keys.insert(key);
      await database().devices.insert(device);
      await database().messages.insert(aMessage({ workspaceId: workspace.id, keyId: key.id, deviceId: device.id }));
      const remove = query('DELETE FROM api_keys WHERE id = $1', [key.id]);
      await expect(remove).rejects.toMatchObject({ code: '23503' });
    });
  });

  it.each([
    ['days without an act', 'unused_policy_days = 5'],
    ['an act without days', "age_policy_act = 'revoke'"],
    ['no days', "age_policy_days = 0, age_policy_act = 'revoke'"],
  ])('knows no key policy of %s', async (_, assignment) => {
    const { api } = await aTenancy(database());
    const change = query(`UPDATE apis SET ${assignment} WHERE id = $1`, [api.id]);
    await expect(change).rejects.toMatchObject({ code: '23514' });
  });

  it('takes addresses of accounts in lower case only', async () => {
    const insert = `INSERT INTO users VALUES ('usr_x', 'A@b.c', 'n', 'h', 'operator', now())`;
    await expect(query(insert)).rejects.toMatchObject({ code: '23514' });
  });

  it('compares every id byte by byte', async () => {
    const others = await query(
      `SELECT table_name, column_name FROM information_schema.columns
       WHERE table_schema = 'public' AND collation_name IS DISTINCT FROM 'C'
       AND (column_name = 'id' OR column_name IN ('api_id', 'plan_id', 'workspace_id', 'user_id', 'key_id', 'device_id',
        'app_id', 'inherits_from', 'rotated_from', 'replaced_by', 'scope', 'token', 'result_id', 'webhook_id',
        'event_id', 'lane'))
       AND table_name <> 'schema_migrations'`,
    );
    expect(others).toEqual([]);
  });
});
