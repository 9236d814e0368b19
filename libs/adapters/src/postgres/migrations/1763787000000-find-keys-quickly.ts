import type { MigrationInterface, QueryRunner } from 'typeorm';

/** For workspaces with very many keys: what few of them are is found without reading all of them. */
export class FindKeysQuickly1763787000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Pages of expired keys run along it, past the few that end at all.
    await queryRunner.query(`
      CREATE INDEX api_keys_that_end ON api_keys (workspace_id, id)
      WHERE expires_at IS NOT NULL OR overlap_ends_at IS NOT NULL`);
    await queryRunner.query('CREATE INDEX api_keys_by_environment ON api_keys (workspace_id, environment, id)');
    await this.indexLabels(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX IF EXISTS api_keys_by_label');
    await queryRunner.query('DROP INDEX api_keys_by_environment');
    await queryRunner.query('DROP INDEX api_keys_that_end');
  }

  /**
   * By the trigrams of labels, so that any part of one is found. The extension comes with Postgres, and whoever owns a
   * database may create it; where that is not so, the search is as right as ever, and slower.
   */
  private async indexLabels(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DO $$
      BEGIN
        CREATE EXTENSION IF NOT EXISTS pg_trgm;
        CREATE INDEX api_keys_by_label ON api_keys USING gin (label_folded gin_trgm_ops);
      EXCEPTION WHEN insufficient_privilege OR feature_not_supported OR undefined_file OR undefined_object THEN
        RAISE NOTICE 'No extension pg_trgm: labels are searched without an index.';
      END
      $$`);
  }
}
