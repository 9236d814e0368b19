import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is on a plan is looked up whenever the plan changes. */
export class IndexWorkspacesByPlan1763750060000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE INDEX workspaces_plan ON workspaces (plan_id, id)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX workspaces_plan');
  }
}
