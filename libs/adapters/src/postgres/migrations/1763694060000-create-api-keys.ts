import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateApiKeys1763694060000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // The foreign key names the API too: a key cannot lie in a workspace of another API.
    await queryRunner.query(`
      CREATE TABLE api_keys (
        id text COLLATE "C" PRIMARY KEY,
        api_id text COLLATE "C" NOT NULL,
        workspace_id text COLLATE "C" NOT NULL,
        label text NOT NULL,
        label_folded text NOT NULL,
        sha256 bytea NOT NULL
          CONSTRAINT api_keys_sha256_key UNIQUE
          CONSTRAINT api_keys_sha256_length CHECK (octet_length(sha256) = 32),
        start text NOT NULL,
        last4 text NOT NULL,
        environment text NOT NULL,
        type text NOT NULL,
        scopes text[] NOT NULL,
        metadata jsonb NOT NULL CONSTRAINT api_keys_metadata_is_object CHECK (jsonb_typeof(metadata) = 'object'),
        created_at timestamptz(3) NOT NULL,
        created_by_kind text NOT NULL,
        created_by_id text NOT NULL,
        expires_at timestamptz(3),
        disabled_at timestamptz(3),
        revoked_at timestamptz(3),
        revocation_reason text,
        revocation_note text,
        revoked_by_kind text,
        revoked_by_id text,
        CONSTRAINT api_keys_tenant_key UNIQUE (workspace_id, id),
        CONSTRAINT api_keys_workspace_fkey
          FOREIGN KEY (api_id, workspace_id) REFERENCES workspaces (api_id, id),
        CONSTRAINT api_keys_revocation_is_whole CHECK (
          num_nonnulls(revoked_at, revocation_reason, revoked_by_kind, revoked_by_id) IN (0, 4)
          AND (revocation_note IS NULL OR revoked_at IS NOT NULL)
        )
      )`);
    // Pages of all keys of a workspace run along api_keys_tenant_key. Few keys are revoked or disabled, so pages of
    // those would otherwise read through everything in between.
    await queryRunner.query(`
      CREATE INDEX api_keys_revoked ON api_keys (workspace_id, id) WHERE revoked_at IS NOT NULL`);
    await queryRunner.query(`
      CREATE INDEX api_keys_disabled ON api_keys (workspace_id, id)
      WHERE revoked_at IS NULL AND disabled_at IS NOT NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE api_keys');
  }
}
