import { defineConfig } from '@playwright/test';

const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: 'src',
  // The pictures of README and guides are taken on request: they show no promise, and differ with every run.
  testMatch: process.env['UPDATE_PICTURES'] === '1' ? '**/pictures.ts' : '**/*.e2e-spec.ts',
  outputDir: 'test-results',
  // One server, one browser: what is measured and swept is what this test did.
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env['CI'] === 'true',
  timeout: 40_000,
  expect: { timeout: 8_000 },
  use: {
    viewport: { width: 1280, height: 800 },
    actionTimeout: 8_000,
    launchOptions: {
      ...(process.env['CHROMIUM_PATH'] && { executablePath: process.env['CHROMIUM_PATH'] }),
      args: [
        // Chromium's sandbox refuses to be set up by root.
        ...(isRoot ? ['--no-sandbox'] : []),
        // A host that is not localhost, so that plain http is an insecure context.
        '--host-resolver-rules=MAP latchkey.test 127.0.0.1',
      ],
    },
  },
});
