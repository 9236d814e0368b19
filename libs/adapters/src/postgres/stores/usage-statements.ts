import { coarserStep, NOTED_SILENCE_MS } from '@latchkey/domain';
import { USAGE_STEPS, type UsageStep } from '@latchkey/vocabulary';

const TABLES: Readonly<Record<UsageStep, string>> = {
  minute: 'usage_minutes',
  hour: 'usage_hours',
  day: 'usage_days',
};

const IS_BACK = `excluded.last_used_at >= stored.last_used_at + interval '${NOTED_SILENCE_MS} milliseconds'`;

/**
 * `turn` has a row only if the batch is the writer's next one. A statement that comes late, after its answer was given up
 * and the batch was tried again, waits for that row and then finds its number taken; so none of the others adds anything.
 */
export const WRITE_BATCH = `
  WITH turn AS (
    INSERT INTO usage_writers AS writer (id, batch, written_at) VALUES ($1, $2, $3)
    ON CONFLICT (id) DO UPDATE SET batch = excluded.batch, written_at = excluded.written_at
      WHERE writer.batch < excluded.batch
    RETURNING id
  ), counted AS (
    INSERT INTO usage_minutes AS stored (workspace_id, key_id, at, outcome, count)
    SELECT new.* FROM turn, unnest($4::text[], $5::text[], $6::timestamptz[], $7::text[], $8::bigint[]) AS new
    ON CONFLICT (key_id, at, outcome) DO UPDATE SET count = stored.count + excluded.count
  ), used AS (
    INSERT INTO usage_last_uses AS stored (workspace_id, key_id, last_used_at)
    SELECT new.* FROM turn, unnest($9::text[], $10::text[], $11::timestamptz[]) AS new
    ON CONFLICT (key_id) DO UPDATE SET
      last_used_at = GREATEST(stored.last_used_at, excluded.last_used_at),
      silent_since = CASE WHEN ${IS_BACK} THEN stored.last_used_at ELSE stored.silent_since END,
      resumed_at = CASE WHEN ${IS_BACK} THEN excluded.last_used_at ELSE stored.resumed_at END
  ), used_scopes AS (
    INSERT INTO usage_scopes AS stored (workspace_id, key_id, scope, last_used_at, count)
    SELECT new.* FROM turn, unnest($18::text[], $19::text[], $20::text[], $21::timestamptz[], $22::bigint[]) AS new
    ON CONFLICT (key_id, scope) DO UPDATE SET
      last_used_at = GREATEST(stored.last_used_at, excluded.last_used_at),
      count = stored.count + excluded.count
  )
  INSERT INTO usage_networks AS stored (workspace_id, key_id, network, first_seen_at, last_seen_at, count)
  SELECT new.*
  FROM turn, unnest($12::text[], $13::text[], $14::text[], $15::timestamptz[], $16::timestamptz[], $17::bigint[]) AS new
  ON CONFLICT (key_id, network) DO UPDATE SET
    first_seen_at = LEAST(stored.first_seen_at, excluded.first_seen_at),
    last_seen_at = GREATEST(stored.last_seen_at, excluded.last_seen_at),
    count = stored.count + excluded.count`;

/** $1 and $2: a workspace and a key of it, or null for all; $3 and $4: from when until when. */
const toldBy = (step: UsageStep): string =>
  USAGE_STEPS.slice(0, USAGE_STEPS.indexOf(step) + 1)
    .map(
      (finer) => `SELECT key_id, at, outcome, count FROM ${TABLES[finer]}
        WHERE workspace_id = $1 AND ($2::text IS NULL OR key_id = $2) AND at >= $3 AND at < $4`,
    )
    .join(' UNION ALL ');

export const series = (step: UsageStep): string => `
  SELECT date_trunc('${step}', at, 'UTC') AS at, outcome, sum(count)::float8 AS count
  FROM (${toldBy(step)}) AS told GROUP BY 1, 2 ORDER BY 1`;

export const seriesByKey = (step: UsageStep): string => `
  SELECT date_trunc('${step}', at, 'UTC') AS at, key_id, outcome, sum(count)::float8 AS count
  FROM (${toldBy(step)}) AS told GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;

/** $5: how many keys. */
export const busiest = (step: UsageStep): string => `
  SELECT key_id, outcome, count::float8 FROM (
    SELECT key_id, outcome, count, total, dense_rank() OVER (ORDER BY total DESC, key_id) AS place FROM (
      SELECT key_id, outcome, sum(count) AS count, sum(sum(count)) OVER (PARTITION BY key_id) AS total
      FROM (${toldBy(step)}) AS told GROUP BY key_id, outcome
    ) AS summed
  ) AS placed WHERE place <= $5 ORDER BY place`;

/** Each row is moved by whoever deletes it: tried again, or by several at once, nothing counts twice. $1: before when; $2: rows. */
export function rollUp(from: UsageStep): string {
  const to = coarserStep(from);
  const moved =
    to === null
      ? ''
      : `, moved AS (
          INSERT INTO ${TABLES[to]} AS stored (workspace_id, key_id, at, outcome, count)
          SELECT workspace_id, key_id, date_trunc('${to}', at, 'UTC'), outcome, sum(count) FROM gone GROUP BY 1, 2, 3, 4
          ON CONFLICT (key_id, at, outcome) DO UPDATE SET count = stored.count + excluded.count
        )`;
  return `
    WITH due AS (
      SELECT key_id, at, outcome FROM ${TABLES[from]} WHERE at < $1 ORDER BY at LIMIT $2 FOR UPDATE SKIP LOCKED
    ), gone AS (
      DELETE FROM ${TABLES[from]} AS stored USING due
      WHERE (stored.key_id, stored.at, stored.outcome) = (due.key_id, due.at, due.outcome)
      RETURNING stored.*
    )${moved}
    SELECT count(*)::integer AS rows FROM gone`;
}

/** $1: before when; $2: networks of a key; $3: rows of either kind. */
export const FORGET = `
  WITH silent AS (
    DELETE FROM usage_writers WHERE written_at < $1
  ), placed AS (
    SELECT key_id, network, last_seen_at,
      row_number() OVER (PARTITION BY key_id ORDER BY last_seen_at DESC, network) AS place
    FROM usage_networks
  ), due AS (
    SELECT key_id, network FROM placed WHERE place > $2 OR last_seen_at < $1 LIMIT $3
  ), gone AS (
    DELETE FROM usage_networks AS stored USING due
    WHERE (stored.key_id, stored.network) = (due.key_id, due.network)
    RETURNING 1
  ), unused AS (
    SELECT key_id, scope FROM usage_scopes WHERE last_used_at < $1 LIMIT $3
  ), gone_scopes AS (
    DELETE FROM usage_scopes AS stored USING unused
    WHERE (stored.key_id, stored.scope) = (unused.key_id, unused.scope)
    RETURNING 1
  )
  SELECT ((SELECT count(*) FROM gone) + (SELECT count(*) FROM gone_scopes))::integer AS rows`;
