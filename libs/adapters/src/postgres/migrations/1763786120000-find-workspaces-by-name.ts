import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FindWorkspacesByName1763786120000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Folded by whoever writes it, as the query is: what the database takes for lower case depends on its locale.
    await queryRunner.query(`ALTER TABLE workspaces ADD COLUMN name_folded text COLLATE "C"`);
    const rows = (await queryRunner.query('SELECT id, name FROM workspaces')) as { id: string; name: string }[];
    await queryRunner.query(
      `UPDATE workspaces SET name_folded = folded.name
       FROM unnest($1::text[], $2::text[]) AS folded (id, name) WHERE workspaces.id = folded.id`,
      [rows.map(({ id }) => id), rows.map(({ name }) => name.toLowerCase())],
    );
    await queryRunner.query('ALTER TABLE workspaces ALTER COLUMN name_folded SET NOT NULL');
    await queryRunner.query('CREATE INDEX workspaces_by_name ON workspaces (name_folded, id)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE workspaces DROP COLUMN name_folded');
  }
}
