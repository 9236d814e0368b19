import { Type } from 'class-transformer';
import { IsIn, IsInt, IsString, Length, Matches, ValidateNested } from 'class-validator';
import {
  MESSAGE_BODY_LENGTH_MAX,
  TEMPLATE_NAME_LENGTH_MAX,
  TEMPLATE_STATUSES,
  type TemplateStatus,
} from '@latchkey/vocabulary';
import { Nullable, Optional, Prose, Timestamp } from './fields.js';

export const TemplateName = (): PropertyDecorator => (target, property) => {
  Matches(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/, {
    message: '$property must be lower-case letters and digits, joined by single underscores',
  })(target, property);
  Length(1, TEMPLATE_NAME_LENGTH_MAX)(target, property);
  IsString()(target, property);
};

/** A language, and where it matters a script and a region: `en`, `en_GB`, `zh_Hant_TW`. Hyphens do as well. */
export const Language = (): PropertyDecorator => (target, property) => {
  Matches(/^[a-z]{2,3}([-_][A-Z][a-z]{3})?([-_]([A-Z]{2}|\d{3}))?$/, {
    message: '$property must be a language tag such as en or en_GB',
  })(target, property);
  IsString()(target, property);
};

export class CreateTemplateRequest {
  /** With the language, no two templates of a workspace share it. */
  @TemplateName()
  name!: string;

  @Language()
  language!: string;

  /** With up to 10 placeholders, `{{1}}`, `{{2}}` and so on. */
  @Prose(MESSAGE_BODY_LENGTH_MAX)
  body!: string;

  /** Left out: `draft`. Drafts are for the sandbox. */
  @Optional()
  @IsIn(TEMPLATE_STATUSES)
  status?: TemplateStatus;
}

export class UpdateTemplateRequest {
  @Optional()
  @TemplateName()
  name?: string;

  @Optional()
  @Language()
  language?: string;

  /** Makes the template a draft again, unless `status` says otherwise. */
  @Optional()
  @Prose(MESSAGE_BODY_LENGTH_MAX)
  body?: string;

  @Optional()
  @IsIn(TEMPLATE_STATUSES)
  status?: TemplateStatus;
}

export class TemplateView {
  @IsString()
  id!: string;

  @IsString()
  name!: string;

  @IsString()
  language!: string;

  @IsString()
  body!: string;

  /** How many variables a message from it takes. */
  @IsInt()
  variables!: number;

  @IsIn(TEMPLATE_STATUSES)
  status!: TemplateStatus;

  @Timestamp()
  createdAt!: string;

  @Timestamp()
  updatedAt!: string;
}

export class TemplatePage {
  @ValidateNested({ each: true })
  @Type(() => TemplateView)
  data!: TemplateView[];

  @Nullable()
  @IsString()
  nextCursor!: string | null;
}
