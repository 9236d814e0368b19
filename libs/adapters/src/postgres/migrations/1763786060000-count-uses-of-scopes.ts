import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CountUsesOfScopes1763786060000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Like usage_networks: without foreign keys, and what changes with every use is in no index.
    await queryRunner.query(`
      CREATE TABLE usage_scopes (
        key_id text COLLATE "C" NOT NULL,
        scope text COLLATE "C" NOT NULL,
        workspace_id text COLLATE "C" NOT NULL,
        last_used_at timestamptz(3) NOT NULL,
        count bigint NOT NULL CHECK (count > 0),
        PRIMARY KEY (key_id, scope)
      )`);
    await queryRunner.query('CREATE INDEX usage_scopes_of_workspace ON usage_scopes (workspace_id)');
    // Messages of a range by device are counted without reading the messages.
    await queryRunner.query('DROP INDEX messages_by_time');
    await queryRunner.query('CREATE INDEX messages_by_time ON messages (workspace_id, created_at) INCLUDE (device_id)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX messages_by_time');
    await queryRunner.query('CREATE INDEX messages_by_time ON messages (workspace_id, created_at)');
    await queryRunner.query('DROP TABLE usage_scopes');
  }
}
