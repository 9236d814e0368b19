import { Type } from 'class-transformer';
import { ArrayUnique, IsArray, IsBoolean, IsIn, IsInt, IsString, Max, Min, ValidateNested } from 'class-validator';
import {
  EVENT_TYPES,
  type EventType,
  NOTE_LENGTH_MAX,
  OVERLAP_MS_MAX,
  WEBHOOK_ATTEMPT_ERRORS,
  WEBHOOK_DELIVERY_STATES,
  WEBHOOK_DISABLED_REASONS,
  WEBHOOK_URL_LENGTH_MAX,
  type WebhookAttemptError,
  type WebhookDeliveryState,
  type WebhookDisabledReason,
} from '@latchkey/vocabulary';
import { Line, ListQuery, Nullable, Optional, OptionalOrNull, ShownOnce, Timestamp } from './fields.js';

export class CreateWebhookRequest {
  /** Where events are sent: `https://`. Left out or `null`: it lends its secret to requests with `X-Webhook-URL`. */
  @OptionalOrNull()
  @Line(WEBHOOK_URL_LENGTH_MAX)
  url?: string | null;

  @OptionalOrNull()
  @Line(NOTE_LENGTH_MAX)
  description?: string | null;

  /** Left out or empty: all. */
  @Optional()
  @IsArray()
  @ArrayUnique()
  @IsIn(EVENT_TYPES, { each: true })
  eventTypes?: EventType[];
}

/** What is left out stays. */
export class UpdateWebhookRequest {
  @Optional()
  @Line(WEBHOOK_URL_LENGTH_MAX)
  url?: string;

  @OptionalOrNull()
  @Line(NOTE_LENGTH_MAX)
  description?: string | null;

  /** Replaces the list; empty: all. */
  @Optional()
  @IsArray()
  @ArrayUnique()
  @IsIn(EVENT_TYPES, { each: true })
  eventTypes?: EventType[];
}

export class RotateWebhookSecretRequest {
  /** How long deliveries are signed with the former secret as well; left out: a day. 0: not at all. */
  @Optional()
  @IsInt()
  @Min(0)
  @Max(OVERLAP_MS_MAX)
  overlapMs?: number;
}

export class ListDeliveriesQuery extends ListQuery {
  @Optional()
  @IsIn(WEBHOOK_DELIVERY_STATES)
  state?: WebhookDeliveryState;
}

export class WebhookView {
  @IsString()
  id!: string;

  @IsString()
  workspaceId!: string;

  /** `null`: it only lends its secret to requests with `X-Webhook-URL`. */
  @Nullable()
  @IsString()
  url!: string | null;

  @Nullable()
  @IsString()
  description!: string | null;

  /** Empty: all. */
  @IsIn(EVENT_TYPES, { each: true })
  eventTypes!: EventType[];

  @IsBoolean()
  enabled!: boolean;

  @Nullable()
  @Timestamp()
  disabledAt!: string | null;

  /** `gone`: it answered 410. `failing`: it had only failed for five days. */
  @Nullable()
  @IsIn(WEBHOOK_DISABLED_REASONS)
  disabledReason!: WebhookDisabledReason | null;

  /** The first failure since its last success. */
  @Nullable()
  @Timestamp()
  failingSince!: string | null;

  @Timestamp()
  createdAt!: string;

  @Nullable()
  @Timestamp()
  secretRotatedAt!: string | null;

  /** Until then deliveries are signed with the former secret as well. */
  @Nullable()
  @Timestamp()
  formerSecretEndsAt!: string | null;
}

/** A webhook as it is answered once, when its secret is made. */
export class IssuedWebhook extends WebhookView {
  /** What deliveries are signed with. `null` where the request is a repetition. */
  @ShownOnce()
  @IsString()
  secret!: string | null;

  /** Only where `secret` is `null`: when the one answer with it was made. If that never arrived, rotate the secret. */
  @Optional()
  @Timestamp()
  secretShownAt?: string;
}

export class WebhookPage {
  @ValidateNested({ each: true })
  @Type(() => WebhookView)
  data!: WebhookView[];

  @Nullable()
  @IsString()
  nextCursor!: string | null;
}

export class DeliveryAttemptView {
  @Timestamp()
  at!: string;

  @IsInt()
  durationMs!: number;

  /** `null`: there was no answer. */
  @Nullable()
  @IsInt()
  statusCode!: number | null;

  /** `null`: it got through. */
  @Nullable()
  @IsIn(WEBHOOK_ATTEMPT_ERRORS)
  error!: WebhookAttemptError | null;
}

export class DeliveryView {
  @IsString()
  id!: string;

  @IsString()
  webhookId!: string;

  /** What receivers see as `webhook-id`: the same for every delivery of the event. */
  @IsString()
  eventId!: string;

  @IsIn(EVENT_TYPES)
  eventType!: EventType;

  /** The address that the request named in `X-Webhook-URL`; `null`: it goes to the webhook's own. */
  @Nullable()
  @IsString()
  overrideUrl!: string | null;

  /** `failed`: no attempt is left. `cancelled`: the webhook was disabled. Both can be replayed. */
  @IsIn(WEBHOOK_DELIVERY_STATES)
  state!: WebhookDeliveryState;

  /** The oldest first. */
  @ValidateNested({ each: true })
  @Type(() => DeliveryAttemptView)
  attempts!: DeliveryAttemptView[];

  @Nullable()
  @Timestamp()
  nextAttemptAt!: string | null;

  @Timestamp()
  createdAt!: string;
}

export class DeliveryWithPayload extends DeliveryView {
  /** The body as it is sent, byte for byte: what the signatures are made of. */
  @IsString()
  payload!: string;
}

export class DeliveryPage {
  @ValidateNested({ each: true })
  @Type(() => DeliveryView)
  data!: DeliveryView[];

  @Nullable()
  @IsString()
  nextCursor!: string | null;
}
