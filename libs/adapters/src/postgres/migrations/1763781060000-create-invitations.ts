import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateInvitations1763781060000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE invitations (
        id text COLLATE "C" PRIMARY KEY,
        workspace_id text COLLATE "C" NOT NULL REFERENCES workspaces (id),
        email text NOT NULL,
        role text NOT NULL,
        token_sha256 bytea NOT NULL CONSTRAINT invitations_token_sha256_key UNIQUE,
        invited_by_kind text NOT NULL,
        invited_by_id text NOT NULL,
        created_at timestamptz(3) NOT NULL,
        expires_at timestamptz(3) NOT NULL,
        accepted_at timestamptz(3),
        revoked_at timestamptz(3),
        mail_id text,
        CONSTRAINT invitations_token_sha256_is_one CHECK (octet_length(token_sha256) = 32),
        CONSTRAINT invitations_end_once CHECK (num_nonnulls(accepted_at, revoked_at) <= 1)
      )`);
    await queryRunner.query('CREATE INDEX invitations_of_workspace ON invitations (workspace_id, id)');
    // Whoever is invited must not be already: few are open at a time, however many there have been.
    await queryRunner.query(`
      CREATE INDEX invitations_open ON invitations (workspace_id, email)
        WHERE accepted_at IS NULL AND revoked_at IS NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE invitations');
  }
}
