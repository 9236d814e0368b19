import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever left a workspace before is in nobody's mind: an upgrade takes no key from anybody. */
export class RememberFormerMembers1763781000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE former_members (
        workspace_id text COLLATE "C" NOT NULL REFERENCES workspaces (id),
        user_id text COLLATE "C" NOT NULL REFERENCES users (id),
        left_at timestamptz(3) NOT NULL,
        CONSTRAINT former_members_pkey PRIMARY KEY (workspace_id, user_id)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE former_members');
  }
}
