import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepTemplates1763775060000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE templates (
        id text COLLATE "C" PRIMARY KEY,
        workspace_id text COLLATE "C" NOT NULL REFERENCES workspaces (id),
        name text COLLATE "C" NOT NULL,
        language text COLLATE "C" NOT NULL,
        body text NOT NULL,
        status text NOT NULL,
        created_at timestamptz(3) NOT NULL,
        updated_at timestamptz(3) NOT NULL,
        CONSTRAINT templates_tenant_key UNIQUE (workspace_id, id),
        CONSTRAINT templates_name_key UNIQUE (workspace_id, name, language)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE templates');
  }
}
