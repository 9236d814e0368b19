import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was there before is of the sandbox, and connected or not as it was. */
export class LinkDevices1763771000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE devices
        ADD COLUMN provider text NOT NULL DEFAULT 'sandbox',
        ADD COLUMN pairing_code_sha256 bytea CHECK (octet_length(pairing_code_sha256) = 32),
        ADD COLUMN pairing_expires_at timestamptz(3),
        ADD COLUMN whatsapp_business_id text COLLATE "C",
        ADD COLUMN whatsapp_phone_number_id text COLLATE "C",
        ADD COLUMN sealed_access_token text,
        ADD COLUMN removed_at timestamptz(3),
        ADD CONSTRAINT devices_pairing_check CHECK (
          (status = 'linking') = (pairing_code_sha256 IS NOT NULL)
          AND (pairing_code_sha256 IS NULL) = (pairing_expires_at IS NULL)),
        ADD CONSTRAINT devices_access_check CHECK (provider <> 'sandbox' OR sealed_access_token IS NULL)`);
    // Whoever unlinks a device may link its number again.
    await queryRunner.query(`
      CREATE UNIQUE INDEX devices_phone_number_key ON devices (workspace_id, whatsapp_phone_number_id)
        WHERE removed_at IS NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX devices_phone_number_key');
    await queryRunner.query(`
      ALTER TABLE devices
        DROP CONSTRAINT devices_pairing_check,
        DROP CONSTRAINT devices_access_check,
        DROP COLUMN provider,
        DROP COLUMN pairing_code_sha256,
        DROP COLUMN pairing_expires_at,
        DROP COLUMN whatsapp_business_id,
        DROP COLUMN whatsapp_phone_number_id,
        DROP COLUMN sealed_access_token,
        DROP COLUMN removed_at`);
  }
}
