import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('api_hostnames')
export class ApiHostnameEntity {
  @PrimaryColumn('text', { name: 'hostname' })
  hostname!: string;

  @Column('text', { name: 'api_id' })
  apiId!: string;

  @Column('integer', { name: 'position' })
  position!: number;
}
