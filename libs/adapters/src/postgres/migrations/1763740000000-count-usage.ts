import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CountUsage1763740000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // No foreign keys: they would be checked for every busy key once a second, and keys are never deleted. No column of
    // api_keys either: what a key does must not wait for changes to it, nor hold them up.
    for (const table of ['usage_minutes', 'usage_hours', 'usage_days']) {
      await queryRunner.query(`
        CREATE TABLE ${table} (
          workspace_id text COLLATE "C" NOT NULL,
          key_id text COLLATE "C" NOT NULL,
          at timestamptz(3) NOT NULL,
          outcome text COLLATE "C" NOT NULL,
          count bigint NOT NULL CHECK (count > 0),
          PRIMARY KEY (key_id, at, outcome)
        )`);
      await queryRunner.query(`CREATE INDEX ${table}_of_workspace ON ${table} (workspace_id, at)`);
      await queryRunner.query(`CREATE INDEX ${table}_by_age ON ${table} (at)`);
    }
    await queryRunner.query(`
      CREATE TABLE usage_last_uses (
        key_id text COLLATE "C" PRIMARY KEY,
        workspace_id text COLLATE "C" NOT NULL,
        last_used_at timestamptz(3) NOT NULL
      )`);
    await queryRunner.query(`
      CREATE TABLE usage_networks (
        key_id text COLLATE "C" NOT NULL,
        network text COLLATE "C" NOT NULL,
        workspace_id text COLLATE "C" NOT NULL,
        first_seen_at timestamptz(3) NOT NULL,
        last_seen_at timestamptz(3) NOT NULL,
        count bigint NOT NULL CHECK (count > 0),
        PRIMARY KEY (key_id, network)
      )`);
    // The columns that change with every use are in no index, so that updates stay within their page.
    for (const table of ['usage_last_uses', 'usage_networks']) {
      await queryRunner.query(`CREATE INDEX ${table}_of_workspace ON ${table} (workspace_id)`);
    }
    await queryRunner.query(`
      CREATE TABLE usage_writers (
        id text COLLATE "C" PRIMARY KEY,
        batch bigint NOT NULL,
        written_at timestamptz(3) NOT NULL
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'DROP TABLE usage_minutes, usage_hours, usage_days, usage_last_uses, usage_networks, usage_writers',
    );
  }
}
