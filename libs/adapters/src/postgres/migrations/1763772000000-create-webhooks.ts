import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateWebhooks1763772000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE webhooks (
        id text COLLATE "C" PRIMARY KEY,
        workspace_id text COLLATE "C" NOT NULL REFERENCES workspaces (id),
        url text,
        description text,
        event_types text[] NOT NULL,
        sealed_secret text NOT NULL,
        former_sealed_secret text,
        former_secret_until timestamptz(3),
        disabled_at timestamptz(3),
        disabled_reason text,
        failing_since timestamptz(3),
        created_at timestamptz(3) NOT NULL,
        secret_rotated_at timestamptz(3),
        CONSTRAINT webhooks_tenant_key UNIQUE (workspace_id, id),
        CONSTRAINT webhooks_former_secret_is_whole CHECK (num_nonnulls(former_sealed_secret, former_secret_until) IN (0, 2)),
        CONSTRAINT webhooks_disabling_is_whole CHECK (num_nonnulls(disabled_at, disabled_reason) IN (0, 2))
      )`);
    // What is sent of an event, byte for byte: jsonb keeps neither the order of names nor the spelling of numbers.
    await queryRunner.query('ALTER TABLE events ADD COLUMN told_at timestamptz(3), ADD COLUMN body text');
    await queryRunner.query('CREATE INDEX events_untold ON events (id) WHERE told_at IS NULL');
    await queryRunner.query('CREATE INDEX events_by_age ON events (occurred_at)');
    await queryRunner.query(`
      CREATE TABLE webhook_deliveries (
        id text COLLATE "C" PRIMARY KEY,
        workspace_id text COLLATE "C" NOT NULL,
        webhook_id text COLLATE "C" NOT NULL,
        event_id text COLLATE "C" NOT NULL,
        event_type text NOT NULL,
        override_url text,
        lane text COLLATE "C" NOT NULL,
        state text NOT NULL,
        attempts jsonb NOT NULL CHECK (jsonb_typeof(attempts) = 'array'),
        next_attempt_at timestamptz(3),
        leased_until timestamptz(3),
        created_at timestamptz(3) NOT NULL,
        ended_at timestamptz(3),
        CONSTRAINT webhook_deliveries_of_webhook FOREIGN KEY (workspace_id, webhook_id)
          REFERENCES webhooks (workspace_id, id) ON DELETE CASCADE,
        CONSTRAINT webhook_deliveries_of_event FOREIGN KEY (workspace_id, event_id) REFERENCES events (workspace_id, id),
        CONSTRAINT webhook_deliveries_pend_or_end CHECK (
          (state = 'pending') = (next_attempt_at IS NOT NULL) AND (state = 'pending') = (ended_at IS NULL)
        )
      )`);
    await queryRunner.query(
      "CREATE INDEX webhook_deliveries_due ON webhook_deliveries (lane, next_attempt_at, id) WHERE state = 'pending'",
    );
    await queryRunner.query(
      'CREATE INDEX webhook_deliveries_leased ON webhook_deliveries (lane) WHERE leased_until IS NOT NULL',
    );
    await queryRunner.query('CREATE INDEX webhook_deliveries_log ON webhook_deliveries (webhook_id, id)');
    await queryRunner.query('CREATE INDEX webhook_deliveries_by_event ON webhook_deliveries (event_id)');
    await queryRunner.query(
      'CREATE INDEX webhook_deliveries_ended ON webhook_deliveries (ended_at) WHERE ended_at IS NOT NULL',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE webhook_deliveries');
    await queryRunner.query('DROP INDEX events_by_age, events_untold');
    await queryRunner.query('ALTER TABLE events DROP COLUMN body, DROP COLUMN told_at');
    await queryRunner.query('DROP TABLE webhooks');
  }
}
