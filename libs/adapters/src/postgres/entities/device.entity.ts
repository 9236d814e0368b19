import type { DeviceProvider, DeviceStatus } from '@latchkey/vocabulary';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('devices')
export class DeviceEntity {
  @PrimaryColumn('text', { name: 'id' })
  id!: string;

  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('text', { name: 'name' })
  name!: string;

  @Column('text', { name: 'provider' })
  provider!: DeviceProvider;

  @Column('text', { name: 'status' })
  status!: DeviceStatus;

  @Column('bytea', { name: 'pairing_code_sha256', nullable: true })
  pairingCodeSha256!: Buffer | null;

  @Column('timestamptz', { name: 'pairing_expires_at', nullable: true })
  pairingExpiresAt!: Date | null;

  @Column('text', { name: 'whatsapp_business_id', nullable: true })
  whatsAppBusinessId!: string | null;

  @Column('text', { name: 'whatsapp_phone_number_id', nullable: true })
  whatsAppPhoneNumberId!: string | null;

  @Column('text', { name: 'sealed_access_token', nullable: true })
  sealedAccessToken!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'removed_at', nullable: true })
  removedAt!: Date | null;
}
