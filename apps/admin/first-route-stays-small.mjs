/*
 * Promise: the first screen, whichever it is, costs at most 190 KB of JavaScript and 15 KB of CSS, and going on to
 * another one at most 60 KB of JavaScript (all gzip). Run after the build: `npm run check:budget -w @latchkey/admin`.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const KB = 1000;
const FIRST_ROUTE_JS_BYTES_MAX = 190 * KB;
const FIRST_ROUTE_CSS_BYTES_MAX = 15 * KB;
const LAZY_ROUTE_JS_BYTES_MAX = 60 * KB;

const ENTRY = 'index.html';
const SHELL = 'src/app/shell.tsx';
const GATE = 'src/app/workspace-gate.tsx';
const ROUTES = {
  '/': ['src/app/home.tsx'],
  '/setup': ['src/features/setup/setup-screen.tsx'],
  '/login': ['src/features/session/login-screen.tsx'],
  '/w/…/settings/api-keys': [SHELL, GATE, 'src/features/keys/api-keys-screen.tsx'],
  '/w/…/settings/api-keys on a phone': [SHELL, GATE, 'src/app/top-bar.tsx', 'src/features/keys/api-keys-screen.tsx'],
  '/w/…/settings/webhooks': [SHELL, GATE, 'src/features/webhooks/webhooks-screen.tsx'],
  '/w/…/settings/webhooks/…': [SHELL, GATE, 'src/features/webhooks/webhook-screen.tsx'],
  '/w/…/settings/webhooks/…/deliveries/…': [SHELL, GATE, 'src/features/webhooks/delivery-screen.tsx'],
  '/w/…/devices': [SHELL, GATE, 'src/features/devices/devices-screen.tsx'],
  '/w/…/messages': [SHELL, GATE, 'src/features/messages/messages-screen.tsx'],
  '/w/…/messages/…': [SHELL, GATE, 'src/features/messages/message-screen.tsx'],
  '/w/…/settings/workspace': [SHELL, GATE, 'src/features/workspaces/workspace-settings-screen.tsx'],
};

/** What is fetched on the way through the dashboard, on top of where one comes from. */
const LATER = {
  'the shell': { from: ROUTES['/login'], modules: [SHELL] },
  'API keys': { from: [SHELL], modules: ROUTES['/w/…/settings/api-keys'] },
  'generate, reveal, revoke': {
    from: ROUTES['/w/…/settings/api-keys'],
    modules: ['src/features/keys/key-flows.tsx'],
  },
  webhooks: { from: [SHELL], modules: ROUTES['/w/…/settings/webhooks/…'] },
  'what is done with an endpoint': {
    from: ROUTES['/w/…/settings/webhooks/…'],
    modules: ['src/features/webhooks/webhook-flows.tsx'],
  },
  'how long an endpoint takes': {
    from: ROUTES['/w/…/settings/webhooks/…'],
    modules: ['src/features/webhooks/delivery-latency.tsx'],
  },
  'what is done with a device': { from: ROUTES['/w/…/devices'], modules: ['src/features/devices/device-flows.tsx'] },
  'sending a message': { from: ROUTES['/w/…/messages'], modules: ['src/features/messages/send-dialog.tsx'] },
  'workspace settings': { from: ROUTES['/w/…/settings/api-keys'], modules: ROUTES['/w/…/settings/workspace'] },
  'the workspace menu': { from: [SHELL], modules: ['src/features/workspaces/workspace-menu.tsx'] },
  'the menu of a row': {
    from: ROUTES['/w/…/settings/api-keys'],
    modules: ['src/shared/ui/menu-popup.tsx'],
  },
  'confirming a sign-in': { from: [SHELL], modules: ['src/shared/access/confirm-sign-in-dialog.tsx'] },
  'new workspace': { from: [SHELL], modules: ['src/features/workspaces/new-workspace-dialog.tsx'] },
};

const dist = path.join(path.dirname(fileURLToPath(import.meta.url)), 'dist');
const manifest = JSON.parse(readFileSync(path.join(dist, '.vite/manifest.json'), 'utf8'));
const gzipBytes = (file) => gzipSync(readFileSync(path.join(dist, file)), { level: 9 }).length;

/** Everything that the browser has to fetch before these modules run. */
function filesOf(modules, files = new Set()) {
  for (const name of modules) {
    const chunk = manifest[name];
    if (chunk === undefined)
      throw new Error(`The build has no ${name}: the list of routes in this check is out of date.`);
    if (files.has(chunk.file)) continue;
    files.add(chunk.file);
    for (const style of chunk.css ?? []) files.add(style);
    filesOf(chunk.imports ?? [], files);
  }
  return files;
}

const total = (files, ending) =>
  [...files].filter((file) => file.endsWith(ending)).reduce((sum, file) => sum + gzipBytes(file), 0);

const problems = [];
const row = (what, bytes, bytesMax) => {
  const figures = `${(bytes / KB).toFixed(1)} of ${bytesMax / KB} KB`;
  process.stdout.write(`${bytes <= bytesMax ? 'ok  ' : 'OVER'} ${what.padEnd(42)} ${figures}\n`);
  if (bytes > bytesMax) problems.push(what);
};

for (const [route, modules] of Object.entries(ROUTES)) {
  const files = filesOf([ENTRY, ...modules]);
  row(`${route} first, JS`, total(files, '.js'), FIRST_ROUTE_JS_BYTES_MAX);
  row(`${route} first, CSS`, total(files, '.css'), FIRST_ROUTE_CSS_BYTES_MAX);
}
for (const [what, { from, modules }] of Object.entries(LATER)) {
  const loaded = filesOf([ENTRY, ...from]);
  const more = [...filesOf(modules)].filter((file) => !loaded.has(file));
  row(`${what} later, JS`, total(more, '.js'), LAZY_ROUTE_JS_BYTES_MAX);
}
if (problems.length > 0) {
  process.stderr.write(`Over budget: ${problems.join('; ')}\n`);
  process.exit(1);
}
