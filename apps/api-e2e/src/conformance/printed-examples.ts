import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Vendor } from './vendor.js';

const run = promisify(execFile);

export interface Printed {
  readonly status: number;
  readonly body: unknown;
}

/** What an example has in the place of something real, and what that is. */
export type Replacements = Readonly<Record<string, string>>;

/** The address of a vendor's document becomes that of this server. TLS is the proxy's business. */
function made(text: string, { host }: Vendor, replacements: Replacements): string {
  let real = text.replace(/https?:\/\/[^/"\s]+/g, `http://${host}`);
  for (const [placeholder, value] of Object.entries(replacements)) {
    if (!real.includes(placeholder)) throw new Error(`The example does not say ${placeholder}.`);
    real = real.replaceAll(placeholder, value);
  }
  return real;
}

/**
 * Has `curl` itself run a printed command. A backslash before a blank stands where a print has lost a line end. The names
 * below `localhost` are ours to resolve: not every system does.
 */
export async function runCurl(command: string, vendor: Vendor, replacements: Replacements = {}): Promise<Printed> {
  const text = made(command, vendor, replacements).replace(/\\ /g, '\\\n');
  const { host } = vendor;
  const settings = `--silent --show-error --max-time 30 --resolve '${host}:127.0.0.1' --write-out '\\n%{http_code}'`;
  const script = `curl() { command curl ${settings} "$@"; }\n${text}`;
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', script]);
  const at = stdout.lastIndexOf('\n');
  return { status: Number(stdout.slice(at + 1)), body: JSON.parse(stdout.slice(0, at)) as unknown };
}

/** Has a process of its own run a printed module. Answers what the variable holds in the end. */
export async function runModule(
  code: string,
  variable: string,
  vendor: Vendor,
  replacements: Replacements = {},
): Promise<unknown> {
  const resolveAtHome = `import dns from 'node:dns';
    dns.lookup = (name, { all }, done) =>
      all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4);`;
  const module = `${resolveAtHome}\n${made(code, vendor, replacements)}\nprocess.stdout.write(JSON.stringify(${variable}));`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', module]);
  return JSON.parse(stdout) as unknown;
}

/** A request that is printed line by line, as the `curl` that sends it. */
export function curlOf(request: string): string {
  const [first = '', ...lines] = request.split('\n');
  const [method = '', path = ''] = first.split(' ');
  const host = lines.find((line) => line.startsWith('Host: '))?.slice('Host: '.length) ?? '';
  const headers = lines.filter((line) => !line.startsWith('Host: ')).map((line) => `-H "${line}"`);
  return [`curl -X ${method} https://${host}${path}`, ...headers].join(' \\\n');
}
