import { Type } from 'class-transformer';
import { IsInt, IsString, ValidateNested } from 'class-validator';
import { Optional } from './fields.js';

export class FieldProblem {
  /** The path of the field in the request, such as `defaults.scopes`. */
  @IsString()
  field!: string;

  @IsString()
  message!: string;
}

/** RFC 9457. `code` is stable; `detail` is for people. */
export class Problem {
  @IsString()
  type!: string;

  @IsString()
  title!: string;

  @IsInt()
  status!: number;

  @IsString()
  code!: string;

  @IsString()
  detail!: string;

  /** Names this request in the server's log. */
  @IsString()
  requestId!: string;

  @Optional()
  @ValidateNested({ each: true })
  @Type(() => FieldProblem)
  errors?: FieldProblem[];

  /** What the key lacks: scopes, or an entitlement. */
  @Optional()
  @IsString({ each: true })
  missing?: string[];
}
