import { rm } from 'node:fs/promises';

export default async function stopTestServer() {
  const running = globalThis.latchkeyTestServer;
  if (running === undefined) return;
  await running.server.stop();
  await rm(running.dataDir, { recursive: true, force: true });
}
