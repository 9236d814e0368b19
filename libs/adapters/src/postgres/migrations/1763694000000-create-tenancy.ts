import type { MigrationInterface, QueryRunner } from 'typeorm';

/*
 * Ids are compared byte by byte (COLLATE "C"), whatever the locale of the server: their order is the order of pages.
 * `timestamptz(3)` because the domain counts whole milliseconds.
 */
export class CreateTenancy1763694000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE apis (
        id text COLLATE "C" PRIMARY KEY,
        slug text COLLATE "C" NOT NULL CONSTRAINT apis_slug_key UNIQUE,
        name text NOT NULL,
        wire_profile text NOT NULL,
        default_key_lifetime_days integer
          CONSTRAINT apis_default_key_lifetime_is_positive CHECK (default_key_lifetime_days > 0),
        default_scopes text[] NOT NULL,
        created_at timestamptz(3) NOT NULL
      )`);
    await queryRunner.query(`
      CREATE TABLE api_hostnames (
        hostname text COLLATE "C" PRIMARY KEY,
        api_id text COLLATE "C" NOT NULL REFERENCES apis (id),
        position integer NOT NULL,
        CONSTRAINT api_hostnames_position_key UNIQUE (api_id, position)
      )`);
    await queryRunner.query(`
      CREATE TABLE plans (
        id text COLLATE "C" PRIMARY KEY,
        api_id text COLLATE "C" NOT NULL REFERENCES apis (id),
        slug text COLLATE "C" NOT NULL,
        name text NOT NULL,
        entitlements text[] NOT NULL,
        created_at timestamptz(3) NOT NULL,
        position bigint GENERATED ALWAYS AS IDENTITY,
        CONSTRAINT plans_slug_key UNIQUE (api_id, slug),
        CONSTRAINT plans_tenant_key UNIQUE (api_id, id)
      )`);
    // The second foreign key names the API too: a workspace cannot be on a plan of another API.
    await queryRunner.query(`
      CREATE TABLE workspaces (
        id text COLLATE "C" PRIMARY KEY,
        api_id text COLLATE "C" NOT NULL REFERENCES apis (id),
        name text NOT NULL,
        plan_id text COLLATE "C" NOT NULL,
        suspended_at timestamptz(3),
        created_at timestamptz(3) NOT NULL,
        CONSTRAINT workspaces_tenant_key UNIQUE (api_id, id),
        CONSTRAINT workspaces_plan_fkey FOREIGN KEY (api_id, plan_id) REFERENCES plans (api_id, id)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE workspaces, plans, api_hostnames, apis');
  }
}
