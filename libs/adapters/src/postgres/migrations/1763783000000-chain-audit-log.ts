import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ChainAuditLog1763783000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await this.addLinks(queryRunner);
    await this.createHeads(queryRunner);
    await this.letTheOldestGo(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TRIGGER audit_entries_are_append_only ON audit_entries');
    await queryRunner.query('DROP TRIGGER audit_entries_stay ON audit_entries');
    await queryRunner.query('DROP FUNCTION refuse_audit_removal');
    await queryRunner.query('DROP TABLE audit_heads');
    await queryRunner.query('DROP INDEX audit_entries_of_actor, audit_entries_of_target, audit_entries_chain_key');
    await queryRunner.query(`
      ALTER TABLE audit_entries DROP CONSTRAINT audit_entries_happened_in_our_time, DROP COLUMN seal, DROP COLUMN hash, DROP COLUMN sequence,
        DROP COLUMN on_behalf_of_id, DROP COLUMN on_behalf_of_kind`);
    await queryRunner.query(`
      CREATE TRIGGER audit_entries_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()`);
    await queryRunner.query('ALTER TABLE audit_entries ENABLE ALWAYS TRIGGER audit_entries_are_append_only');
  }

  private async addLinks(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE audit_entries
        ADD COLUMN on_behalf_of_kind text,
        ADD COLUMN on_behalf_of_id text,
        ADD COLUMN sequence bigint CHECK (sequence > 0),
        ADD COLUMN hash bytea CHECK (octet_length(hash) = 32),
        ADD COLUMN seal bytea CHECK (octet_length(seal) = 32),
        ADD CONSTRAINT audit_entries_happened_in_our_time CHECK (at BETWEEN '1970-01-01Z' AND '9999-12-31Z')`);
    // NOT VALID: of new rows only. Those from before have no place in any chain.
    await queryRunner.query(`
      ALTER TABLE audit_entries ADD CONSTRAINT audit_entries_are_chained
      CHECK (sequence IS NOT NULL AND hash IS NOT NULL AND seal IS NOT NULL) NOT VALID`);
    await queryRunner.query(`
      CREATE UNIQUE INDEX audit_entries_chain_key
      ON audit_entries (COALESCE(workspace_id, 'installation'), sequence)`);
    await queryRunner.query('CREATE INDEX audit_entries_of_actor ON audit_entries (actor_id, id)');
    await queryRunner.query('CREATE INDEX audit_entries_of_target ON audit_entries (target_id, id)');
  }

  private async createHeads(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE audit_heads (
        chain text COLLATE "C" PRIMARY KEY,
        sequence bigint NOT NULL,
        hash bytea NOT NULL,
        checkpoint_sequence bigint NOT NULL,
        checkpoint_hash bytea NOT NULL,
        retained_from timestamptz(3),
        unchained bigint NOT NULL,
        chains bigint NOT NULL,
        doubted_from bigint,
        seal bytea NOT NULL
      )`);
    await queryRunner.query(`
      CREATE TRIGGER audit_heads_stay BEFORE DELETE OR TRUNCATE ON audit_heads
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()`);
    await queryRunner.query('ALTER TABLE audit_heads ENABLE ALWAYS TRIGGER audit_heads_stay');
  }

  /** Only what its head says has been removed can be. Whoever has the head say so cannot seal it. */
  private async letTheOldestGo(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TRIGGER audit_entries_are_append_only ON audit_entries');
    await queryRunner.query(`
      CREATE TRIGGER audit_entries_are_append_only BEFORE UPDATE OR TRUNCATE ON audit_entries
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()`);
    await queryRunner.query('ALTER TABLE audit_entries ENABLE ALWAYS TRIGGER audit_entries_are_append_only');
    await queryRunner.query(`
      CREATE FUNCTION refuse_audit_removal() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (
          SELECT FROM audit_heads WHERE chain = COALESCE(OLD.workspace_id, 'installation') AND (
            OLD.sequence <= checkpoint_sequence OR (OLD.sequence IS NULL AND OLD.at < retained_from)
          )
        ) THEN
          RETURN OLD;
        END IF;
        RAISE EXCEPTION 'The audit log is append-only: % is refused.', TG_OP USING ERRCODE = 'restrict_violation';
      END $$`);
    await queryRunner.query(`
      CREATE TRIGGER audit_entries_stay BEFORE DELETE ON audit_entries
      FOR EACH ROW EXECUTE FUNCTION refuse_audit_removal()`);
    await queryRunner.query('ALTER TABLE audit_entries ENABLE ALWAYS TRIGGER audit_entries_stay');
  }
}
