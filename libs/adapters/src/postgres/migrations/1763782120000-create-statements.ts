import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateStatements1763782120000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // No foreign keys: what a statement tells outlives what it tells of.
    await queryRunner.query(`
      CREATE TABLE statements (
        workspace_id text COLLATE "C",
        month text COLLATE "C" CHECK (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
        closed_at timestamptz(3) NOT NULL,
        content jsonb NOT NULL,
        PRIMARY KEY (workspace_id, month)
      )`);
    await queryRunner.query(`
      CREATE FUNCTION refuse_statement_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'A closed month never changes: % is refused.', TG_OP USING ERRCODE = 'restrict_violation';
      END $$`);
    // ALWAYS: also in a session that has switched ordinary triggers off.
    await queryRunner.query(`
      CREATE TRIGGER statements_never_change BEFORE UPDATE OR DELETE OR TRUNCATE ON statements
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_statement_change()`);
    await queryRunner.query('ALTER TABLE statements ENABLE ALWAYS TRIGGER statements_never_change');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE statements');
    await queryRunner.query('DROP FUNCTION refuse_statement_change');
  }
}
