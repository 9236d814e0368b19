import type { MigrationInterface, QueryRunner } from 'typeorm';

export class JudgeLeaks1763785000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE apis ADD COLUMN leak_policy text NOT NULL DEFAULT 'revoke'`);
    // Whoever looks for a leaked key knows neither its workspace nor its API. By bytes, so that a beginning is a range.
    await queryRunner.query('CREATE INDEX api_keys_by_start ON api_keys (start COLLATE "C")');
    // No foreign keys: as for metered periods.
    await queryRunner.query(`
      CREATE TABLE leak_notices (
        key_id text COLLATE "C",
        place bytea CONSTRAINT leak_notices_place_length CHECK (octet_length(place) = 32),
        at timestamptz(3) NOT NULL,
        PRIMARY KEY (key_id, place)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE leak_notices');
    await queryRunner.query('DROP INDEX api_keys_by_start');
    await queryRunner.query('ALTER TABLE apis DROP COLUMN leak_policy');
  }
}
