import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The documents sell the API and webhooks together: who has the one has the other. */
export class AddWebhooksEntitlement1763750000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      UPDATE plans SET entitlements = array_append(entitlements, 'webhooks') WHERE 'api_access' = ANY (entitlements)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`UPDATE plans SET entitlements = array_remove(entitlements, 'webhooks')`);
  }
}
