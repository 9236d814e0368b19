import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateMessaging1763694240000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE devices (
        id text COLLATE "C" PRIMARY KEY,
        workspace_id text COLLATE "C" NOT NULL REFERENCES workspaces (id),
        name text NOT NULL,
        status text NOT NULL,
        created_at timestamptz(3) NOT NULL,
        CONSTRAINT devices_tenant_key UNIQUE (workspace_id, id)
      )`);
    // Both foreign keys name the workspace: a message has its key and its device in its own.
    await queryRunner.query(`
      CREATE TABLE messages (
        id text COLLATE "C" PRIMARY KEY,
        workspace_id text COLLATE "C" NOT NULL REFERENCES workspaces (id),
        key_id text COLLATE "C" NOT NULL,
        device_id text COLLATE "C" NOT NULL,
        recipient text NOT NULL,
        body text NOT NULL,
        status text NOT NULL,
        sandbox boolean NOT NULL,
        created_at timestamptz(3) NOT NULL,
        CONSTRAINT messages_tenant_key UNIQUE (workspace_id, id),
        CONSTRAINT messages_key_fkey FOREIGN KEY (workspace_id, key_id) REFERENCES api_keys (workspace_id, id),
        CONSTRAINT messages_device_fkey FOREIGN KEY (workspace_id, device_id) REFERENCES devices (workspace_id, id)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE messages, devices');
  }
}
