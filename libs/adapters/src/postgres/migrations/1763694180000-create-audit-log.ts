import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAuditLog1763694180000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // No foreign keys: what the log tells outlives what it tells of.
    await queryRunner.query(`
      CREATE TABLE audit_entries (
        id text COLLATE "C" PRIMARY KEY,
        at timestamptz(3) NOT NULL,
        actor_kind text NOT NULL,
        actor_id text NOT NULL,
        action text NOT NULL,
        workspace_id text COLLATE "C",
        target_id text NOT NULL,
        before jsonb,
        after jsonb,
        reason text,
        address text,
        request_id text
      )`);
    await queryRunner.query('CREATE INDEX audit_entries_of_workspace ON audit_entries (workspace_id, id)');
    await queryRunner.query(`
      CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'The audit log is append-only: % is refused.', TG_OP USING ERRCODE = 'restrict_violation';
      END $$`);
    // ALWAYS: also in a session that has switched ordinary triggers off.
    await queryRunner.query(`
      CREATE TRIGGER audit_entries_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()`);
    await queryRunner.query('ALTER TABLE audit_entries ENABLE ALWAYS TRIGGER audit_entries_are_append_only');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE audit_entries');
    await queryRunner.query('DROP FUNCTION refuse_audit_change');
  }
}
