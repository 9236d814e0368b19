import type { DeliveryClaim, WebhookDelivery } from '@latchkey/domain';
import { type EntityManager, In } from 'typeorm';
import { WebhookDeliveryEntity } from '../entities/webhook-delivery.entity.js';
import { toDate } from '../mappers/instants.js';
import { toWebhookDelivery } from '../mappers/webhook-delivery.mapper.js';

/**
 * Goes from lane to lane along the index of what is pending, and looks at no more of each than may be taken: a lane with
 * a million deliveries in it costs no more than one with four.
 */
const CLAIM = `
  WITH RECURSIVE lanes AS (
    (SELECT lane FROM webhook_deliveries WHERE state = 'pending' ORDER BY lane LIMIT 1)
    UNION ALL
    SELECT (
      SELECT next.lane FROM webhook_deliveries next
      WHERE next.state = 'pending' AND next.lane > lanes.lane ORDER BY next.lane LIMIT 1
    ) FROM lanes WHERE lanes.lane IS NOT NULL
  ), leased AS (
    SELECT workspace_id, count(*) AS attempts FROM webhook_deliveries WHERE leased_until > $1 GROUP BY workspace_id
  ), first AS (
    SELECT of_lane.*, row_number() OVER (PARTITION BY workspace_id ORDER BY next_attempt_at, id) AS place
    FROM lanes CROSS JOIN LATERAL (
      SELECT id, workspace_id, next_attempt_at FROM webhook_deliveries
      WHERE lane = lanes.lane AND state = 'pending' AND next_attempt_at <= $1
        AND (leased_until IS NULL OR leased_until <= $1)
      ORDER BY next_attempt_at, id
      LIMIT GREATEST(0, $4::int - (
        SELECT count(*) FROM webhook_deliveries WHERE lane = lanes.lane AND leased_until > $1
      ))
    ) AS of_lane
  ), due AS (
    SELECT id FROM first LEFT JOIN leased USING (workspace_id)
    WHERE place <= $5::int - COALESCE(leased.attempts, 0)
    ORDER BY next_attempt_at, id LIMIT $3
  ), mine AS (
    SELECT id FROM webhook_deliveries
    WHERE id IN (SELECT id FROM due) AND state = 'pending' AND (leased_until IS NULL OR leased_until <= $1)
    FOR NO KEY UPDATE SKIP LOCKED
  )
  UPDATE webhook_deliveries SET leased_until = $2 FROM mine WHERE webhook_deliveries.id = mine.id
  RETURNING webhook_deliveries.id`;

export async function claimDeliveries(manager: EntityManager, claim: DeliveryClaim): Promise<WebhookDelivery[]> {
  const { nowMs, leasedUntilMs, countMax, perLaneMax, perWorkspaceMax } = claim;
  const values = [toDate(nowMs), toDate(leasedUntilMs), countMax, perLaneMax, perWorkspaceMax];
  const [claimed] = await manager.query<[{ id: string }[], number]>(CLAIM, values);
  if (claimed.length === 0) return [];
  const rows = await manager.find(WebhookDeliveryEntity, {
    where: { id: In(claimed.map(({ id }) => id)) },
    order: { nextAttemptAt: 'ASC', id: 'ASC' },
  });
  return rows.map(toWebhookDelivery);
}
