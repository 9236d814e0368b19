import { Type } from 'class-transformer';
import { IsInt, IsString, ValidateNested } from 'class-validator';
import { ApiView } from './apis.js';
import { Nullable } from './fields.js';

/** A header that a key may stand in. */
export class CredentialHeaderView {
  @IsString()
  header!: string;

  /** The word before the key, a blank between them; `null`: the key stands alone. */
  @Nullable()
  @IsString()
  scheme!: string | null;
}

export class KeyFormatView {
  /** What every key of the live environment begins with. */
  @IsString()
  livePrefix!: string;

  /** The same for `test`, which not every API tells apart. */
  @IsString()
  testPrefix!: string;

  /** How many characters a whole key has. */
  @IsInt()
  length!: number;
}

/** The API that a workspace belongs to, as its members need to know it. */
export class WorkspaceApiView extends ApiView {
  /** In order of preference: the first that is present carries the key. */
  @ValidateNested({ each: true })
  @Type(() => CredentialHeaderView)
  credentialHeaders!: CredentialHeaderView[];

  @ValidateNested()
  @Type(() => KeyFormatView)
  keyFormat!: KeyFormatView;
}
