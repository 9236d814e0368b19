import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MarkWhatWasTold1763775180000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE api_keys
        ADD COLUMN expiry_told_days smallint NOT NULL DEFAULT 32767,
        ADD COLUMN revocation_told boolean NOT NULL DEFAULT false`);
    // What came into force before anybody was told of such things is no news.
    await queryRunner.query('UPDATE api_keys SET revocation_told = true WHERE revoked_at <= now()');
    await queryRunner.query(`
      CREATE INDEX api_keys_expiring ON api_keys (expiry_told_days, expires_at)
      WHERE expires_at IS NOT NULL AND replaced_by IS NULL AND revoked_at IS NULL`);
    await queryRunner.query(`
      CREATE INDEX api_keys_revocation_due ON api_keys (revoked_at)
      WHERE revocation_told = false AND revoked_at > revocation_decided_at`);
    // No foreign keys: as for metered periods.
    await queryRunner.query(`
      CREATE TABLE usage_notices (
        meter_id text COLLATE "C",
        starts_at timestamptz(3),
        percent smallint,
        ends_at timestamptz(3) NOT NULL,
        PRIMARY KEY (meter_id, starts_at, percent)
      )`);
    await queryRunner.query('CREATE INDEX usage_notices_ended ON usage_notices (ends_at)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE usage_notices');
    await queryRunner.query('DROP INDEX api_keys_expiring, api_keys_revocation_due');
    await queryRunner.query('ALTER TABLE api_keys DROP COLUMN expiry_told_days, DROP COLUMN revocation_told');
  }
}
