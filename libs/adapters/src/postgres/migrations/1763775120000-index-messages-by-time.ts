import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IndexMessagesByTime1763775120000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE INDEX messages_by_time ON messages (workspace_id, created_at)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX messages_by_time');
  }
}
