import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LetPeopleSend1763786000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE messages
        ALTER COLUMN key_id DROP NOT NULL,
        ADD COLUMN user_id text COLLATE "C" REFERENCES users (id),
        ADD CONSTRAINT messages_sender_check CHECK (num_nonnulls(key_id, user_id) = 1)`);
    // What a list of one device, or of those that failed, reads: not all that lies between them.
    await queryRunner.query('CREATE INDEX messages_by_device ON messages (workspace_id, device_id, id)');
    await queryRunner.query('CREATE INDEX messages_by_status ON messages (workspace_id, status, id)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX messages_by_device, messages_by_status');
    // What people have sent has no place in the former table.
    await queryRunner.query('DELETE FROM messages WHERE key_id IS NULL');
    await queryRunner.query('ALTER TABLE messages DROP COLUMN user_id, ALTER COLUMN key_id SET NOT NULL');
  }
}
