import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ConfirmSessions1763780000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE sessions ADD COLUMN confirmed_at timestamptz(3)');
    await queryRunner.query('UPDATE sessions SET confirmed_at = created_at');
    await queryRunner.query('ALTER TABLE sessions ALTER COLUMN confirmed_at SET NOT NULL');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE sessions DROP COLUMN confirmed_at');
  }
}
