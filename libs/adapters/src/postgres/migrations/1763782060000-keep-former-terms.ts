import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepFormerTerms1763782060000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE former_terms (
        position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        workspace_id text COLLATE "C" NOT NULL REFERENCES workspaces (id),
        plan_id text COLLATE "C" NOT NULL REFERENCES plans (id),
        overrides jsonb NOT NULL,
        until timestamptz(3) NOT NULL
      )`);
    await queryRunner.query('CREATE INDEX former_terms_of_workspace ON former_terms (workspace_id, position)');
    // What held before is told by the audit log. Older entries know fewer limits than there are now: those were none.
    await queryRunner.query(`
      INSERT INTO former_terms (workspace_id, plan_id, overrides, until)
      SELECT entry.workspace_id, plans.id,
        '{"rateLimit": null, "dailyLimit": null, "messagesPerMonth": null, "devicesMax": null, "keysMax": null}'::jsonb
          || COALESCE(entry.before -> 'overrides', '{}'),
        entry.at
      FROM audit_entries AS entry
      JOIN workspaces ON workspaces.id = entry.workspace_id
      JOIN plans ON plans.id = entry.before ->> 'planId'
      WHERE entry.action = 'workspace.updated'
        AND (entry.before ->> 'planId', entry.before -> 'overrides')
          IS DISTINCT FROM (entry.after ->> 'planId', entry.after -> 'overrides')
      ORDER BY entry.at, entry.id`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE former_terms');
  }
}
