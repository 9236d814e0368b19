import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Plans that are there already stay what operators give. */
export class AddSelfService1763782000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE plans ADD COLUMN self_service boolean NOT NULL DEFAULT false');
    await queryRunner.query('ALTER TABLE plans ALTER COLUMN self_service DROP DEFAULT');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE plans DROP COLUMN self_service');
  }
}
