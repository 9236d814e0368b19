import type { MigrationInterface, QueryRunner } from 'typeorm';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** As `newId` writes them; hexadecimal digits are digits of that alphabet. */
const NEW_ID = `'alr_' || (
  SELECT string_agg(substr('${ALPHABET}', ((floor(extract(epoch FROM now()) * 1000)::bigint >> (5 * place)) & 31)::int + 1, 1), ''
    ORDER BY place DESC)
  FROM generate_series(0, 9) AS place
) || substr(md5(notice.meter_id || notice.starts_at || notice.percent), 1, 16)`;

const timestamp = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

export class CreateAlerts1763784000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE alerts (
        id text COLLATE "C" PRIMARY KEY,
        workspace_id text COLLATE "C" NOT NULL REFERENCES workspaces (id),
        kind text COLLATE "C" NOT NULL,
        key_id text COLLATE "C",
        cause text COLLATE "C" NOT NULL,
        details jsonb NOT NULL,
        fired_at timestamptz(3) NOT NULL,
        resolves_at timestamptz(3),
        resolved_at timestamptz(3),
        told_by text[] NOT NULL,
        CONSTRAINT alerts_cause_key UNIQUE (workspace_id, kind, cause)
      )`);
    await queryRunner.query(`
      CREATE UNIQUE INDEX alerts_one_spike ON alerts (key_id, kind)
      WHERE resolved_at IS NULL AND kind IN ('refusals_spiking', 'requests_spiking')`);
    await queryRunner.query('CREATE INDEX alerts_of_workspace ON alerts (workspace_id, id)');
    await queryRunner.query('CREATE INDEX alerts_of_key ON alerts (key_id, id)');
    await queryRunner.query('CREATE INDEX alerts_firing ON alerts (kind, id) WHERE resolved_at IS NULL');
    await queryRunner.query('CREATE INDEX alerts_due ON alerts (resolves_at) WHERE resolved_at IS NULL');
    await queryRunner.query('CREATE INDEX alerts_over ON alerts (resolved_at) WHERE resolved_at IS NOT NULL');
    await queryRunner.query(`
      CREATE TABLE alert_rules (
        workspace_id text COLLATE "C" PRIMARY KEY REFERENCES workspaces (id),
        mail_to text[],
        rules jsonb NOT NULL
      )`);
    // Of what no key has alone the id is empty: a primary key has no NULL.
    await queryRunner.query(`
      CREATE TABLE alert_silences (
        workspace_id text COLLATE "C" NOT NULL REFERENCES workspaces (id),
        kind text COLLATE "C" NOT NULL,
        key_id text COLLATE "C" NOT NULL,
        until timestamptz(3),
        PRIMARY KEY (workspace_id, key_id, kind)
      )`);
    await this.moveNotices(queryRunner);
  }

  /** What was told of the periods under way is not told again. */
  private async moveNotices(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      INSERT INTO alerts (id, workspace_id, kind, key_id, cause, details, fired_at, resolves_at, told_by)
      SELECT ${NEW_ID}, COALESCE(key.workspace_id, workspace.id), 'quota_used', key.id,
        notice.meter_id || ' ' || floor(extract(epoch FROM notice.starts_at) * 1000)::bigint || ' ' || notice.percent,
        jsonb_build_object('meter', split_part(notice.meter_id, '/', 1), 'percent', notice.percent,
          'periodStartsAt', ${timestamp('notice.starts_at')}, 'periodEndsAt', ${timestamp('notice.ends_at')}),
        now(), notice.ends_at, '{webhook}'
      FROM usage_notices AS notice
      LEFT JOIN api_keys AS key ON key.id = split_part(notice.meter_id, '/', 3)
      LEFT JOIN workspaces AS workspace ON workspace.id = split_part(notice.meter_id, '/', 2)
      WHERE notice.ends_at > now() AND COALESCE(key.workspace_id, workspace.id) IS NOT NULL`);
    await queryRunner.query('DROP TABLE usage_notices');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE usage_notices (
        meter_id text COLLATE "C",
        starts_at timestamptz(3),
        percent smallint,
        ends_at timestamptz(3) NOT NULL,
        PRIMARY KEY (meter_id, starts_at, percent)
      )`);
    await queryRunner.query('CREATE INDEX usage_notices_ended ON usage_notices (ends_at)');
    await queryRunner.query(`
      INSERT INTO usage_notices (meter_id, starts_at, percent, ends_at)
      SELECT split_part(cause, ' ', 1), to_timestamp(split_part(cause, ' ', 2)::bigint / 1000.0),
        split_part(cause, ' ', 3)::smallint, resolves_at
      FROM alerts WHERE kind = 'quota_used'`);
    await queryRunner.query('DROP TABLE alerts, alert_rules, alert_silences');
  }
}
