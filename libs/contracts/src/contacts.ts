import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsString, ValidateNested } from 'class-validator';
import { NAME_LENGTH_MAX, SEARCH_LENGTH_MAX } from '@latchkey/vocabulary';
import {
  Line,
  ListQuery,
  Metadata,
  Nullable,
  Optional,
  OptionalOrNull,
  PhoneNumber,
  Tags,
  Timestamp,
} from './fields.js';

export class CreateContactRequest {
  @PhoneNumber()
  phoneNumber!: string;

  @Line(NAME_LENGTH_MAX)
  name!: string;

  /** For the caller's own use; left out: none. */
  @Optional()
  @Tags()
  tags?: string[];

  @Optional()
  @Metadata()
  metadata?: Record<string, string>;

  /** From when on they want no messages. Left out or `null`: they have not said so. */
  @OptionalOrNull()
  @Timestamp()
  optedOutAt?: string | null;
}

export class UpdateContactRequest {
  @Optional()
  @PhoneNumber()
  phoneNumber?: string;

  @Optional()
  @Line(NAME_LENGTH_MAX)
  name?: string;

  /** In the place of the tags so far. */
  @Optional()
  @Tags()
  tags?: string[];

  /** In the place of the metadata so far. */
  @Optional()
  @Metadata()
  metadata?: Record<string, string>;

  /** `null`: they want messages again. */
  @OptionalOrNull()
  @Timestamp()
  optedOutAt?: string | null;
}

export class ListContactsQuery extends ListQuery {
  /** Found in the name in any case, or in the telephone number. */
  @Optional()
  @Line(SEARCH_LENGTH_MAX)
  q?: string;
}

export class ContactView {
  @IsString()
  id!: string;

  /** E.164. */
  @IsString()
  phoneNumber!: string;

  @IsString()
  name!: string;

  @IsArray()
  @IsString({ each: true })
  tags!: string[];

  @Metadata()
  metadata!: Record<string, string>;

  @Nullable()
  @Timestamp()
  optedOutAt!: string | null;

  /** Contacts of the sandbox and those for real never meet. */
  @IsBoolean()
  sandbox!: boolean;

  @Timestamp()
  createdAt!: string;

  @Timestamp()
  updatedAt!: string;
}

export class ContactPage {
  @ValidateNested({ each: true })
  @Type(() => ContactView)
  data!: ContactView[];

  @Nullable()
  @IsString()
  nextCursor!: string | null;
}
