import { NotFoundError } from '../errors.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database } from '../ports/database.port.js';
import type { KeyStepCount } from '../ports/usage-store.port.js';
import { type AskedRange, usageRange, type UsageRange } from '../usage/usage-range.js';
import { STEP_MS } from '../usage/usage-steps.js';
import type { UsageWriter } from '../usage/usage-writer.js';
import { assertReaches, type Caller } from './caller.js';

/** What became of the requests of one key in one step. */
export interface UsageRow extends KeyStepCount {
  readonly label: string;
}

/** So few that a workspace with many keys fills no memory; so many that most tables take one look. */
const STEPS_PER_LOOK = 24;

/** The usage of a workspace as a table, as long as it may be. */
export class ListUsage {
  constructor(
    private readonly database: Pick<Database, 'keys' | 'usage' | 'workspaces'>,
    private readonly writer: Pick<UsageWriter, 'flush'>,
    private readonly clock: Clock,
  ) {}

  /**
   * Looked up while it is read, a part at a time; the first part is there when this resolves.
   * @throws NotFoundError; InvalidFieldError naming `from` or `to`
   */
  async execute(caller: Caller, workspaceId: string, asked: AskedRange): Promise<AsyncIterable<readonly UsageRow[]>> {
    assertReaches(caller, workspaceId);
    if ((await this.database.workspaces.find(workspaceId)) === null) throw new NotFoundError('workspace');
    const range = usageRange(asked, this.clock.nowMs());
    await this.writer.flush();
    const [look, ...later] = looksAt(range);
    const labels = new Map<string, string>();
    const first = look === undefined ? [] : await this.rows(workspaceId, look, labels);
    return this.parts(workspaceId, first, later, labels);
  }

  private async *parts(
    workspaceId: string,
    first: readonly UsageRow[],
    later: readonly UsageRange[],
    labels: Map<string, string>,
  ): AsyncGenerator<readonly UsageRow[]> {
    yield first;
    for (const look of later) yield await this.rows(workspaceId, look, labels);
  }

  private async rows(workspaceId: string, look: UsageRange, labels: Map<string, string>): Promise<UsageRow[]> {
    const counts = await this.database.usage.seriesByKey(workspaceId, look);
    for (const keyId of new Set(counts.map((count) => count.keyId))) {
      if (!labels.has(keyId)) labels.set(keyId, await this.labelOf(workspaceId, keyId));
    }
    return counts.map((count) => ({ ...count, label: labels.get(count.keyId) ?? '' }));
  }

  private async labelOf(workspaceId: string, keyId: string): Promise<string> {
    return (await this.database.keys.find(workspaceId, keyId))?.label ?? '';
  }
}

function looksAt({ step, fromMs, toMs }: UsageRange): UsageRange[] {
  const looks: UsageRange[] = [];
  for (let atMs = fromMs; atMs < toMs; atMs += STEPS_PER_LOOK * STEP_MS[step]) {
    looks.push({ step, fromMs: atMs, toMs: Math.min(atMs + STEPS_PER_LOOK * STEP_MS[step], toMs) });
  }
  return looks;
}
