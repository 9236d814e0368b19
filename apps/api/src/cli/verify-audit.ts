import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { PgDatabase } from '@latchkey/adapters/postgres';
import { HmacAuditSeal } from '@latchkey/adapters/system';
import { type ChainLink, type ChainVerification, INSTALLATION_CHAIN, VerifyAudit } from '@latchkey/domain';
import { ConfigurationError, EXIT_CONFIGURATION, readConfiguration } from '../config/configuration.js';
import { headLine, reportLine } from './audit-report.js';
import { databaseToRead } from './database-to-read.js';

/*
 * `npm run audit:verify [-- --workspace ws_…] [--noted file]`: holds the audit log against its hashes and seals, and
 * changes nothing. A server that runs goes on meanwhile.
 */

const EXIT_BROKEN = 1;
const EXIT_NOT_VERIFIED = 2;

/** The lines of ends in what an earlier run has printed; all others are passed over. */
const NOTED_LINE = /^(\S+) (\d{1,15}) ([0-9a-f]{64})$/gm;

const print = (line: string): void => void process.stdout.write(`${line}\n`);

async function* verifications(
  audit: VerifyAudit,
  only: string | undefined,
  noted: ReadonlyMap<string, ChainLink>,
): AsyncGenerator<ChainVerification> {
  const verify = (chain: string) => {
    const link = noted.get(chain);
    return audit.ofChain(chain, { entriesMax: Infinity, ...(link && { noted: link }) });
  };
  if (only !== undefined) {
    yield await verify(only);
    return;
  }
  const seen = new Set<string>();
  for (let chain: string | undefined = INSTALLATION_CHAIN; chain !== undefined;) {
    seen.add(chain);
    yield await verify(chain);
    chain = (await audit.after(chain))?.chain;
  }
  for (const chain of noted.keys()) if (!seen.has(chain)) yield await verify(chain);
}

async function notedIn(file: string | undefined): Promise<ReadonlyMap<string, ChainLink>> {
  const text = file === undefined ? '' : await readFile(file, 'utf8');
  return new Map(
    [...text.matchAll(NOTED_LINE)].map(([, chain = '', sequence, hash = '']) => [
      chain,
      { sequence: Number(sequence), hash },
    ]),
  );
}

async function verify(): Promise<number> {
  const { values } = parseArgs({ options: { workspace: { type: 'string' }, noted: { type: 'string' } } });
  const noted = await notedIn(values.noted);
  const configuration = readConfiguration(process.env);
  const { target, secret, close } = await databaseToRead(configuration);
  print(
    configuration.databaseUrl === null ? `The database in ${configuration.dataDir}:` : 'The database of DATABASE_URL:',
  );
  try {
    const seal = new HmacAuditSeal(secret);
    const database = await PgDatabase.open(target, { auditSeal: seal, connectionsMax: 1, readOnly: true });
    try {
      return await report(verifications(new VerifyAudit(database, seal), values.workspace, noted));
    } finally {
      await database.close();
    }
  } finally {
    await close();
  }
}

async function report(verified: AsyncIterable<ChainVerification>): Promise<number> {
  const heads: string[] = [];
  let brokenCount = 0;
  for await (const found of verified) {
    print(reportLine(found));
    if (found.head !== null) heads.push(headLine(found.chain, found.head));
    if (found.firstBroken !== null) brokenCount++;
  }
  print('\nWhere the chains end, to be noted elsewhere:');
  for (const line of heads) print(line);
  print(brokenCount === 0 ? '\nThe audit log verifies.' : `\nThe audit log is broken: ${brokenCount} of its chains.`);
  return brokenCount === 0 ? 0 : EXIT_BROKEN;
}

try {
  process.exitCode = await verify();
} catch (error) {
  process.stderr.write(`The audit log was not verified: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof ConfigurationError ? EXIT_CONFIGURATION : EXIT_NOT_VERIFIED;
}
