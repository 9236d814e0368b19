import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RestrictKeys1763700000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE apps (
        id text COLLATE "C" PRIMARY KEY,
        workspace_id text COLLATE "C" NOT NULL REFERENCES workspaces (id),
        name text NOT NULL,
        app_key text COLLATE "C" NOT NULL CONSTRAINT apps_app_key_key UNIQUE,
        created_at timestamptz(3) NOT NULL,
        archived_at timestamptz(3),
        CONSTRAINT apps_tenant_key UNIQUE (workspace_id, id)
      )`);
    // The foreign key names the workspace too: a key cannot be bound to an app of another.
    await queryRunner.query(`
      ALTER TABLE api_keys
        ADD COLUMN device_ids text[] NOT NULL DEFAULT '{}',
        ADD COLUMN app_id text COLLATE "C",
        ADD COLUMN ip_allowlist text[] NOT NULL DEFAULT '{}',
        ADD CONSTRAINT api_keys_app_fkey FOREIGN KEY (workspace_id, app_id) REFERENCES apps (workspace_id, id)`);
    await queryRunner.query(`ALTER TABLE workspaces ADD COLUMN ip_allowlist text[] NOT NULL DEFAULT '{}'`);
    // A key that is restricted to a quiet device would otherwise read through all that the others have sent.
    await queryRunner.query('CREATE INDEX messages_of_device ON messages (workspace_id, device_id, id)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX messages_of_device');
    await queryRunner.query('ALTER TABLE workspaces DROP COLUMN ip_allowlist');
    await queryRunner.query(`
      ALTER TABLE api_keys DROP COLUMN device_ids, DROP COLUMN app_id, DROP COLUMN ip_allowlist`);
    await queryRunner.query('DROP TABLE apps');
  }
}
