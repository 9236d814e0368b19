import type { MigrationInterface, QueryRunner } from 'typeorm';

/** APIs that are there already have no policies: an upgrade takes no key from anybody. */
export class AddKeyPolicies1763760000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE apis
        ADD COLUMN unused_policy_days integer,
        ADD COLUMN unused_policy_act text,
        ADD COLUMN age_policy_days integer,
        ADD COLUMN age_policy_act text,
        ADD COLUMN owner_left_policy_act text,
        ADD CONSTRAINT apis_unused_policy_is_whole CHECK (
          num_nonnulls(unused_policy_days, unused_policy_act) IN (0, 2) AND unused_policy_days > 0
        ),
        ADD CONSTRAINT apis_age_policy_is_whole CHECK (
          num_nonnulls(age_policy_days, age_policy_act) IN (0, 2) AND age_policy_days > 0
        )`);
    await queryRunner.query('ALTER TABLE api_keys ADD COLUMN enabled_at timestamptz(3)');
    // Policies look at all keys of an API, a part at a time.
    await queryRunner.query('CREATE INDEX api_keys_of_api ON api_keys (api_id, id)');
    await queryRunner.query('ALTER TABLE users ADD COLUMN left_at timestamptz(3)');
    // Whoever leaves has all of their sessions ended.
    await queryRunner.query('CREATE INDEX sessions_open_of_user ON sessions (user_id) WHERE ended_at IS NULL');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX sessions_open_of_user, api_keys_of_api');
    await queryRunner.query('ALTER TABLE users DROP COLUMN left_at');
    await queryRunner.query('ALTER TABLE api_keys DROP COLUMN enabled_at');
    // Dropping a column takes along the constraints that name it.
    await queryRunner.query(`
      ALTER TABLE apis
        DROP COLUMN unused_policy_days,
        DROP COLUMN unused_policy_act,
        DROP COLUMN age_policy_days,
        DROP COLUMN age_policy_act,
        DROP COLUMN owner_left_policy_act`);
  }
}
