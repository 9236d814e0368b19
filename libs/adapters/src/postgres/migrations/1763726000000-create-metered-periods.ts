import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateMeteredPeriods1763726000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // No foreign keys: what was used in a period outlives the key or the plan that it was used under.
    await queryRunner.query(`
      CREATE TABLE metered_periods (
        meter_id text COLLATE "C",
        starts_at timestamptz(3),
        ends_at timestamptz(3) NOT NULL CHECK (ends_at > starts_at),
        granted bigint NOT NULL CONSTRAINT metered_periods_granted_is_positive CHECK (granted >= 0),
        last_lease bigint NOT NULL CHECK (last_lease >= 0),
        PRIMARY KEY (meter_id, starts_at)
      )`);
    await queryRunner.query('CREATE INDEX metered_periods_ended ON metered_periods (ends_at)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE metered_periods');
  }
}
