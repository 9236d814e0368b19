import { setTimeout as pause } from 'node:timers/promises';

const EVERY_MS = 20;

/** Asks again and again until the answer is neither `undefined` nor `false`. The end of patience names what it was for. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  patienceMs = 30_000,
): Promise<T> {
  const endMs = Date.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > endMs) throw new Error(`Waited ${patienceMs} ms in vain until ${what}.`);
    await pause(EVERY_MS);
  }
}
