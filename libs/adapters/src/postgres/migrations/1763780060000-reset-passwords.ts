import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ResetPasswords1763780060000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE password_resets (
        sha256 bytea CONSTRAINT password_resets_pkey PRIMARY KEY CHECK (octet_length(sha256) = 32),
        user_id text COLLATE "C" REFERENCES users (id),
        created_at timestamptz(3) NOT NULL,
        expires_at timestamptz(3) NOT NULL
      )`);
    await queryRunner.query('CREATE INDEX password_resets_of_user ON password_resets (user_id)');
    await queryRunner.query('CREATE INDEX password_resets_by_expiry ON password_resets (expires_at)');
    await queryRunner.query('ALTER TABLE mails ADD COLUMN sealed_link text');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE mails DROP COLUMN sealed_link');
    await queryRunner.query('DROP TABLE password_resets');
  }
}
