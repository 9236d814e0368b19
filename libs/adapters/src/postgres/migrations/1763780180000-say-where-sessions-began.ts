import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SayWhereSessionsBegan1763780180000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE sessions ADD COLUMN address text, ADD COLUMN user_agent text');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE sessions DROP COLUMN address, DROP COLUMN user_agent');
  }
}
