import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateMembers1763773000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE users ALTER COLUMN role DROP NOT NULL');
    await queryRunner.query(`
      CREATE TABLE members (
        workspace_id text COLLATE "C" NOT NULL REFERENCES workspaces (id),
        user_id text COLLATE "C" NOT NULL REFERENCES users (id),
        role text NOT NULL,
        created_at timestamptz(3) NOT NULL,
        CONSTRAINT members_pkey PRIMARY KEY (workspace_id, user_id)
      )`);
    await queryRunner.query('CREATE INDEX members_of_user ON members (user_id, workspace_id)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE members');
    await queryRunner.query('ALTER TABLE users ALTER COLUMN role SET NOT NULL');
  }
}
