import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys that are there already go on standing for themselves: an upgrade takes nothing from anybody. */
export class InheritRights1763773060000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE api_keys ADD COLUMN inherits_from text COLLATE "C" REFERENCES users (id)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE api_keys DROP COLUMN inherits_from');
  }
}
