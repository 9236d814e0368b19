import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddRotation1763720000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE api_keys
        ADD COLUMN revocation_decided_at timestamptz(3),
        ADD COLUMN rotated_from text COLLATE "C",
        ADD COLUMN replaced_by text COLLATE "C",
        ADD COLUMN overlap_ms bigint,
        ADD COLUMN overlap_ends_at timestamptz(3)`);
    await queryRunner.query(`UPDATE api_keys SET revocation_decided_at = revoked_at WHERE revoked_at IS NOT NULL`);
    await queryRunner.query(`
      ALTER TABLE api_keys
        DROP CONSTRAINT api_keys_revocation_is_whole,
        ADD CONSTRAINT api_keys_revocation_is_whole CHECK (
          num_nonnulls(revoked_at, revocation_decided_at, revocation_reason, revoked_by_kind, revoked_by_id) IN (0, 5)
          AND (revocation_note IS NULL OR revoked_at IS NOT NULL)
        ),
        ADD CONSTRAINT api_keys_replacement_is_whole CHECK (
          num_nonnulls(replaced_by, overlap_ms) IN (0, 2) AND overlap_ms >= 0
          AND (overlap_ends_at IS NULL OR replaced_by IS NOT NULL)
        ),
        ADD CONSTRAINT api_keys_rotated_from_fkey
          FOREIGN KEY (workspace_id, rotated_from) REFERENCES api_keys (workspace_id, id),
        ADD CONSTRAINT api_keys_replaced_by_fkey
          FOREIGN KEY (workspace_id, replaced_by) REFERENCES api_keys (workspace_id, id)`);
    // A key whose revocation lies ahead may be disabled meanwhile.
    await queryRunner.query('DROP INDEX api_keys_disabled');
    await queryRunner.query(`
      CREATE INDEX api_keys_disabled ON api_keys (workspace_id, id) WHERE disabled_at IS NOT NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX api_keys_disabled');
    await queryRunner.query(`
      CREATE INDEX api_keys_disabled ON api_keys (workspace_id, id)
      WHERE revoked_at IS NULL AND disabled_at IS NOT NULL`);
    // Dropping a column takes along the constraints that name it.
    await queryRunner.query(`
      ALTER TABLE api_keys
        DROP COLUMN revocation_decided_at,
        DROP COLUMN rotated_from,
        DROP COLUMN replaced_by,
        DROP COLUMN overlap_ms,
        DROP COLUMN overlap_ends_at,
        ADD CONSTRAINT api_keys_revocation_is_whole CHECK (
          num_nonnulls(revoked_at, revocation_reason, revoked_by_kind, revoked_by_id) IN (0, 4)
          AND (revocation_note IS NULL OR revoked_at IS NOT NULL)
        )`);
  }
}
