import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LabelPlansOfKeys1763774500000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE api_keys ADD COLUMN plan_label text');
    await queryRunner.query(`
      CREATE INDEX api_keys_plan_label ON api_keys (workspace_id, plan_label, id) WHERE plan_label IS NOT NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    // The index goes with its column.
    await queryRunner.query('ALTER TABLE api_keys DROP COLUMN plan_label');
  }
}
