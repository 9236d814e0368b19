import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddRateLimits1763710000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['plans', 'workspaces', 'api_keys']) {
      await queryRunner.query(`
        ALTER TABLE ${table}
          ADD COLUMN rate_limit integer,
          ADD COLUMN rate_window_ms integer,
          ADD CONSTRAINT ${table}_rate_limit_is_whole CHECK (
            num_nonnulls(rate_limit, rate_window_ms) IN (0, 2) AND rate_limit > 0 AND rate_window_ms > 0
          )`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['plans', 'workspaces', 'api_keys']) {
      await queryRunner.query(`ALTER TABLE ${table} DROP COLUMN rate_limit, DROP COLUMN rate_window_ms`);
    }
  }
}
