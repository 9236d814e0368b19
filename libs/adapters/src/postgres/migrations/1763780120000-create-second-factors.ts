import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSecondFactors1763780120000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE second_factors (
        user_id text COLLATE "C" CONSTRAINT second_factors_pkey PRIMARY KEY REFERENCES users (id),
        sealed_secret text NOT NULL,
        created_at timestamptz(3) NOT NULL,
        confirmed_at timestamptz(3),
        last_step integer,
        recovery_code_hashes bytea[] NOT NULL
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE second_factors');
  }
}
