import type { MigrationInterface, QueryRunner } from 'typeorm';

export class WatchUse1763784060000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE usage_last_uses
        ADD COLUMN silent_since timestamptz(3),
        ADD COLUMN resumed_at timestamptz(3)`);
    // What these lead by changes with a use in a thousand, so that the others stay within their page.
    await queryRunner.query(`
      CREATE INDEX usage_last_uses_resumed ON usage_last_uses (resumed_at, key_id) WHERE resumed_at IS NOT NULL`);
    await queryRunner.query('CREATE INDEX usage_networks_new ON usage_networks (first_seen_at, key_id, network)');
    await queryRunner.query('ALTER TABLE api_keys ADD COLUMN rotation_told boolean NOT NULL DEFAULT false');
    await queryRunner.query(`
      CREATE INDEX api_keys_rotation_due ON api_keys (created_at, COALESCE(expires_at, 'infinity'))
      WHERE rotation_told = false AND replaced_by IS NULL AND revoked_at IS NULL AND disabled_at IS NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX api_keys_rotation_due, usage_networks_new, usage_last_uses_resumed');
    await queryRunner.query('ALTER TABLE api_keys DROP COLUMN rotation_told');
    await queryRunner.query('ALTER TABLE usage_last_uses DROP COLUMN silent_since, DROP COLUMN resumed_at');
  }
}
