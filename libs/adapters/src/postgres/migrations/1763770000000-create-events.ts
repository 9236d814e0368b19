import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateEvents1763770000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE events (
        id text COLLATE "C" PRIMARY KEY,
        workspace_id text COLLATE "C" NOT NULL REFERENCES workspaces (id),
        type text NOT NULL,
        occurred_at timestamptz(3) NOT NULL,
        data jsonb NOT NULL CHECK (jsonb_typeof(data) = 'object'),
        override_url text,
        CONSTRAINT events_tenant_key UNIQUE (workspace_id, id)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE events');
  }
}
