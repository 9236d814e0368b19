import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RecordRequests1763730000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // A scope is a key or a user, so no foreign key can name it.
    await queryRunner.query(`
      CREATE TABLE idempotent_requests (
        scope text COLLATE "C" NOT NULL,
        id text COLLATE "C" NOT NULL,
        digest bytea NOT NULL CONSTRAINT idempotent_requests_digest_is_sha256 CHECK (octet_length(digest) = 32),
        token text COLLATE "C" NOT NULL,
        result_id text COLLATE "C",
        answer_status smallint,
        answer_type text,
        answer_body text,
        expires_at timestamptz(3) NOT NULL,
        CONSTRAINT idempotent_requests_pkey PRIMARY KEY (scope, id),
        CONSTRAINT idempotent_requests_answer_is_whole CHECK (
          answer_status IS NOT NULL OR num_nonnulls(answer_type, answer_body) = 0
        )
      )`);
    await queryRunner.query('CREATE INDEX idempotent_requests_expiry ON idempotent_requests (expires_at)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE idempotent_requests');
  }
}
