import type { LeakPolicy, PolicyAct, Scope, WireProfileName } from '@latchkey/vocabulary';
import { Column, Entity, PrimaryColumn, VirtualColumn } from 'typeorm';

@Entity('apis')
export class ApiEntity {
  @PrimaryColumn('text', { name: 'id' })
  id!: string;

  @Column('text', { name: 'slug' })
  slug!: string;

  @Column('text', { name: 'name' })
  name!: string;

  @Column('text', { name: 'wire_profile' })
  wireProfile!: WireProfileName;

  @Column('integer', { name: 'default_key_lifetime_days', nullable: true })
  defaultKeyLifetimeDays!: number | null;

  @Column('text', { name: 'default_scopes', array: true })
  defaultScopes!: Scope[];

  @Column('text', { name: 'leak_policy' })
  leakPolicy!: LeakPolicy;

  @Column('integer', { name: 'unused_policy_days', nullable: true })
  unusedPolicyDays!: number | null;

  @Column('text', { name: 'unused_policy_act', nullable: true })
  unusedPolicyAct!: PolicyAct | null;

  @Column('integer', { name: 'age_policy_days', nullable: true })
  agePolicyDays!: number | null;

  @Column('text', { name: 'age_policy_act', nullable: true })
  agePolicyAct!: PolicyAct | null;

  @Column('text', { name: 'owner_left_policy_act', nullable: true })
  ownerLeftPolicyAct!: PolicyAct | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  /** Read in the same statement as the rest of the row, so that the two cannot tell different stories. */
  @VirtualColumn({
    type: 'text',
    query: (api) => `ARRAY(SELECT h.hostname FROM api_hostnames h WHERE h.api_id = ${api}.id ORDER BY h.position)`,
  })
  hostnames!: string[];
}
