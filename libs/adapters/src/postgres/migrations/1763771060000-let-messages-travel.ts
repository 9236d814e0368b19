import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Messages from before were delivered at once, and there is nothing more to do about them. */
export class LetMessagesTravel1763771060000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE messages
        ADD COLUMN status_changed_at timestamptz(3),
        ADD COLUMN failure_code text,
        ADD COLUMN failure_reason text,
        ADD COLUMN provider_message_id text COLLATE "C",
        ADD COLUMN webhook_url text,
        ADD COLUMN attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
        ADD COLUMN due_at timestamptz(3)`);
    await queryRunner.query('UPDATE messages SET status_changed_at = created_at');
    await queryRunner.query(`
      ALTER TABLE messages
        ALTER COLUMN status_changed_at SET NOT NULL,
        ADD CONSTRAINT messages_failure_check CHECK (
          (status = 'failed') = (failure_code IS NOT NULL) AND (failure_code IS NULL) = (failure_reason IS NULL))`);
    await queryRunner.query('CREATE INDEX messages_due_idx ON messages (sandbox, due_at) WHERE due_at IS NOT NULL');
    await queryRunner.query(`
      CREATE INDEX messages_provider_idx ON messages (provider_message_id)
        WHERE provider_message_id IS NOT NULL AND NOT sandbox`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX messages_due_idx, messages_provider_idx');
    await queryRunner.query(`
      ALTER TABLE messages
        DROP CONSTRAINT messages_failure_check,
        DROP COLUMN status_changed_at,
        DROP COLUMN failure_code,
        DROP COLUMN failure_reason,
        DROP COLUMN provider_message_id,
        DROP COLUMN webhook_url,
        DROP COLUMN attempts,
        DROP COLUMN due_at`);
  }
}
