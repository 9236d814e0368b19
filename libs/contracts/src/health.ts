import { IsIn } from 'class-validator';

export class Health {
  @IsIn(['ok'])
  status!: 'ok';
}
