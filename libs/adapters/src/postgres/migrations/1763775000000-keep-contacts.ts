import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepContacts1763775000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE contacts (
        id text COLLATE "C" PRIMARY KEY,
        workspace_id text COLLATE "C" NOT NULL REFERENCES workspaces (id),
        sandbox boolean NOT NULL,
        phone_number text COLLATE "C" NOT NULL,
        name text NOT NULL,
        name_folded text NOT NULL,
        tags text[] NOT NULL,
        metadata jsonb NOT NULL CONSTRAINT contacts_metadata_is_object CHECK (jsonb_typeof(metadata) = 'object'),
        opted_out_at timestamptz(3),
        created_at timestamptz(3) NOT NULL,
        updated_at timestamptz(3) NOT NULL,
        CONSTRAINT contacts_phone_number_key UNIQUE (workspace_id, sandbox, phone_number)
      )`);
    await queryRunner.query('CREATE INDEX contacts_pages ON contacts (workspace_id, sandbox, id)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE contacts');
  }
}
