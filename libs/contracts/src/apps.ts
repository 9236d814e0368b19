import { Type } from 'class-transformer';
import { IsString, ValidateNested } from 'class-validator';
import { NAME_LENGTH_MAX } from '@latchkey/vocabulary';
import { Line, Nullable, Optional, Timestamp } from './fields.js';

export class CreateAppRequest {
  @Line(NAME_LENGTH_MAX)
  name!: string;
}

export class UpdateAppRequest {
  @Optional()
  @Line(NAME_LENGTH_MAX)
  name?: string;
}

export class AppView {
  @IsString()
  id!: string;

  @IsString()
  workspaceId!: string;

  @IsString()
  name!: string;

  /** Public: what a client sends as `X-App-Key`, beside its API key. */
  @IsString()
  appKey!: string;

  @Timestamp()
  createdAt!: string;

  /** Keys that are bound to an archived app are refused. */
  @Nullable()
  @Timestamp()
  archivedAt!: string | null;
}

export class AppPage {
  @ValidateNested({ each: true })
  @Type(() => AppView)
  data!: AppView[];

  @Nullable()
  @IsString()
  nextCursor!: string | null;
}
