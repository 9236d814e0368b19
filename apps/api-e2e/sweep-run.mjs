import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

/** Every secret is longer, and so many characters at its end tell it from all others. */
const TAIL_LENGTH = 12;

/** Holds for the whole run, whatever its specs are about: no server has written a secret that any of them gave out. */
export default () => {
  const directory = process.env.LATCHKEY_E2E_RUN;
  const files = readdirSync(directory).map((name) => path.join(directory, name));
  const read = (ending) => files.filter((file) => file.endsWith(ending)).map((file) => readFileSync(file, 'utf8'));
  const secrets = new Set(read('.secrets').join('').split('\n').filter(Boolean));
  const logs = read('.log');
  rmSync(directory, { recursive: true });
  rmSync(path.dirname(process.env.LATCHKEY_E2E_BLANK), { recursive: true });

  const leaked = secretsIn(logs, secrets);
  // How they begin, so that a failing run does not spread them.
  if (leaked.size > 0)
    throw new Error(
      `Servers have written secrets: ${[...leaked].map((secret) => `${secret.slice(0, 10)}…`).join(', ')}`,
    );
  const writtenMb = (logs.reduce((sum, { length }) => sum + length, 0) / 1e6).toFixed(1);
  console.log(`None of the ${secrets.size} secrets of this run is in the ${writtenMb} MB that its servers wrote.`);
};

/** In one pass over each text: thousands of secrets, and megabytes of log. */
function secretsIn(texts, secrets) {
  const byTail = new Map([...secrets].map((secret) => [secret.slice(-TAIL_LENGTH), secret]));
  const found = new Set();
  for (const text of texts) {
    for (let end = TAIL_LENGTH; end <= text.length; end += 1) {
      const secret = byTail.get(text.slice(end - TAIL_LENGTH, end));
      if (secret !== undefined && text.endsWith(secret, end)) found.add(secret);
    }
  }
  return found;
}
