import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as domain from '@latchkey/domain';
import { WIRE_PROFILE_NAMES } from '@latchkey/vocabulary';
import ts from 'typescript';
import * as jsonAnswers from './json-answers.js';
import * as planTemplate from './plan-template.js';
import { WIRE_PROFILES } from './profiles.js';
import { wireProfileContract } from './wire-profile.contract.js';
import type { WireProfile } from './wire-profile.js';

const ROOT = path.resolve(__dirname, '../../..');
const fileAt = (relative: string): string => path.join(ROOT, relative);

const GUIDE = readFileSync(fileAt('docs/guides/adding-a-wire-profile.md'), 'utf8');
const PROFILE = /```ts\n(.*?)```/s.exec(GUIDE)?.[1] ?? '';

const NAMES = fileAt('libs/vocabulary/src/wire-profile-names.ts');
const MADE_UP = fileAt('libs/wire/src/pigeonpost.ts');
const LISTS = ['libs/wire/src/profiles.ts', 'apps/admin/src/shared/format/wire-profiles.ts'];

/** The guide's file, as any other module would be loaded. */
function madeUpProfile(): WireProfile {
  const modules: Record<string, object> = {
    '@latchkey/domain': domain,
    './json-answers.js': jsonAnswers,
    './plan-template.js': planTemplate,
  };
  const { outputText } = ts.transpileModule(PROFILE, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const exported: { pigeonpost?: WireProfile } = {};
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the code is the guide's, which is under review like any
  const run = new Function('require', 'exports', outputText) as (load: (name: string) => object, to: object) => void;
  run((name) => modules[name] ?? {}, exported);
  if (exported.pigeonpost === undefined) throw new Error('The guide exports no profile.');
  return exported.pigeonpost;
}

describe('the profile of the guide', () => {
  wireProfileContract(madeUpProfile());

  it('shares neither its name nor its prefix with another', () => {
    const { name, secretFormat } = madeUpProfile();
    expect(WIRE_PROFILE_NAMES).not.toContain(name);
    const prefixes = WIRE_PROFILE_NAMES.map((each) => WIRE_PROFILES[each].secretFormat.prefix);
    expect(prefixes).not.toContain(secretFormat.prefix);
  });

  it('speaks as its document prints it', () => {
    const refused = madeUpProfile().denial(domain.deny('key_revoked', null), 'request');
    expect(refused.body).toMatchObject({ ok: false, why: 'key_revoked' });
  });
});

describe('the steps of the guide', () => {
  /** The places that do not compile once the guide's edit of the names and its file are there. */
  const complaints = complaintsOfTheCompiler();

  it('leave the profile itself without a complaint', () => {
    expect(complaints.get(MADE_UP)).toEqual([]);
  });

  it('make the compiler ask for the profile in both lists that have to know every name', () => {
    for (const list of LISTS) {
      expect(GUIDE).toContain(list);
      expect(complaints.get(fileAt(list))).toEqual([expect.stringContaining("'pigeonpost' is missing in type")]);
    }
  });

  it('name files that exist', () => {
    const named = [...GUIDE.matchAll(/`((?:libs|apps|docs)\/[^`\s]+)`/g)].map(([, file = '']) => file);
    const made = named.filter((file) => !file.includes('pigeonpost'));
    expect(made.length).toBeGreaterThan(5);
    for (const file of made)
      expect([file, ts.sys.fileExists(fileAt(file)) || ts.sys.directoryExists(fileAt(file))]).toEqual([file, true]);
  });
});

function complaintsOfTheCompiler(): Map<string, string[]> {
  const added = /^\+(.*)$/m.exec(GUIDE)?.[1] ?? '';
  const names = readFileSync(NAMES, 'utf8').replace(/(?=\] as const;)/, `${added}\n`);
  const texts = new Map([
    [MADE_UP, PROFILE],
    [NAMES, names],
  ]);
  const { config } = ts.readConfigFile(fileAt('tsconfig.base.json'), (file) => ts.sys.readFile(file)) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const settings: ts.CompilerOptions = { ...options, noEmit: true, composite: false, types: ['node'] };
  const host = ts.createCompilerHost(settings);
  host.readFile = (file) => texts.get(path.resolve(file)) ?? ts.sys.readFile(file);
  host.fileExists = (file) => texts.has(path.resolve(file)) || ts.sys.fileExists(file);
  const files = [MADE_UP, ...LISTS.map(fileAt)];
  const program = ts.createProgram(files, settings, host);
  return new Map(
    files.map((file) => [
      file,
      program
        .getSemanticDiagnostics(program.getSourceFile(file))
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
    ]),
  );
}
