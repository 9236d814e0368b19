import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Plans that are there already stay without the new limits: an upgrade takes nothing from anybody. */
export class AddPlanLimits1763725000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['plans', 'workspaces']) {
      await queryRunner.query(`
        ALTER TABLE ${table}
          ADD COLUMN daily_limit integer CHECK (daily_limit > 0),
          ADD COLUMN messages_per_month integer CHECK (messages_per_month >= 0),
          ADD COLUMN devices_max integer CHECK (devices_max >= 0),
          ADD COLUMN keys_max integer CHECK (keys_max >= 0)`);
    }
    await queryRunner.query(`ALTER TABLE plans ADD COLUMN month_starts text NOT NULL DEFAULT 'calendar'`);
    await queryRunner.query('ALTER TABLE plans ALTER COLUMN month_starts DROP DEFAULT');
    await queryRunner.query(`
      ALTER TABLE api_keys
        ADD COLUMN quota_limit integer,
        ADD COLUMN quota_period text,
        ADD COLUMN lineage_id text COLLATE "C",
        ADD CONSTRAINT api_keys_quota_is_whole CHECK (
          num_nonnulls(quota_limit, quota_period) IN (0, 2) AND quota_limit > 0
        ),
        ADD CONSTRAINT api_keys_lineage_fkey
          FOREIGN KEY (workspace_id, lineage_id) REFERENCES api_keys (workspace_id, id)`);
    await queryRunner.query(`
      WITH RECURSIVE lineage AS (
        SELECT id, id AS first_id FROM api_keys WHERE rotated_from IS NULL
        UNION ALL
        SELECT successor.id, lineage.first_id
        FROM api_keys AS successor JOIN lineage ON successor.rotated_from = lineage.id
      )
      UPDATE api_keys SET lineage_id = lineage.first_id FROM lineage WHERE api_keys.id = lineage.id`);
    await queryRunner.query('ALTER TABLE api_keys ALTER COLUMN lineage_id SET NOT NULL');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE api_keys DROP COLUMN quota_limit, DROP COLUMN quota_period, DROP COLUMN lineage_id`);
    await queryRunner.query('ALTER TABLE plans DROP COLUMN month_starts');
    for (const table of ['plans', 'workspaces']) {
      await queryRunner.query(`
        ALTER TABLE ${table}
          DROP COLUMN daily_limit, DROP COLUMN messages_per_month, DROP COLUMN devices_max, DROP COLUMN keys_max`);
    }
  }
}
