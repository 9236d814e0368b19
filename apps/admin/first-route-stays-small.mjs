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
const KEY_GATE = 'src/features/keys/key-gate.tsx';
const ROUTES = {
  '/': ['src/app/home.tsx'],
  '/setup': ['src/features/setup/setup-screen.tsx'],
  '/login': ['src/features/session/login-screen.tsx'],
  '/w/…/settings/api-keys': [SHELL, GATE, 'src/features/keys/api-keys-screen.tsx'],
  '/w/…/settings/api-keys on a phone': [SHELL, GATE, 'src/app/top-bar.tsx', 'src/features/keys/api-keys-screen.tsx'],
  '/w/…/alerts': [SHELL, GATE, 'src/features/alerts/alerts-screen.tsx'],
  '/w/…/alerts/rules': [SHELL, GATE, 'src/features/alerts/alert-rules-screen.tsx'],
  '/w/…/audit': [SHELL, GATE, 'src/features/audit/audit-screen.tsx'],
  '/operator/audit': [SHELL, 'src/features/audit/installation-audit-screen.tsx'],
  '/w/…/quick-start': [SHELL, GATE, 'src/features/quick-start/quick-start-screen.tsx'],
  '/w/…/settings/webhooks': [SHELL, GATE, 'src/features/webhooks/webhooks-screen.tsx'],
  '/w/…/settings/webhooks/…': [SHELL, GATE, 'src/features/webhooks/webhook-screen.tsx'],
  '/w/…/settings/webhooks/…/deliveries/…': [SHELL, GATE, 'src/features/webhooks/delivery-screen.tsx'],
  '/w/…/devices': [SHELL, GATE, 'src/features/devices/devices-screen.tsx'],
  '/w/…/messages': [SHELL, GATE, 'src/features/messages/messages-screen.tsx'],
  '/w/…/messages/…': [SHELL, GATE, 'src/features/messages/message-screen.tsx'],
  '/invitations/accept': ['src/features/session/accept-invitation-screen.tsx'],
  '/w/…/settings/team': [SHELL, GATE, 'src/features/team/team-screen.tsx'],
  '/w/…/settings/security': [SHELL, GATE, 'src/features/security/security-screen.tsx'],
  '/account': [SHELL, 'src/features/security/account-screen.tsx'],
  '/w/…/settings/api-keys/…': [SHELL, GATE, 'src/features/keys/key-screen.tsx'],
  '/w/…/settings/api-keys/…/rotation': [SHELL, GATE, 'src/features/keys/rotation-screen.tsx'],
  '/w/…/settings/api-keys/…/handover': [SHELL, GATE, 'src/features/keys/handover-screen.tsx'],
  '/w/…/settings/api-keys/…': [SHELL, GATE, KEY_GATE, 'src/features/keys/key-screen.tsx'],
  '/w/…/settings/api-keys/…/rotation': [SHELL, GATE, KEY_GATE, 'src/features/keys/rotation-screen.tsx'],
  '/w/…/settings/api-keys/…/handover': [SHELL, GATE, KEY_GATE, 'src/features/keys/handover-screen.tsx'],
  '/w/…': [SHELL, GATE, 'src/features/overview/overview-screen.tsx'],
  '/w/…/usage': [SHELL, GATE, 'src/features/usage/usage-screen.tsx'],
  '/w/…/settings/plan': [SHELL, GATE, 'src/features/plan/plan-screen.tsx'],
  '/w/…/settings/plan/statements/…': [SHELL, GATE, 'src/features/plan/statement-screen.tsx'],
  '/w/…/settings/workspace': [SHELL, GATE, 'src/features/workspaces/workspace-settings-screen.tsx'],
  '/support/leak-desk': [SHELL, 'src/features/leak-desk/leak-desk-screen.tsx'],
  '/operator/apis': [SHELL, 'src/features/apis/apis-screen.tsx'],
  '/operator/apis/…': [SHELL, 'src/features/apis/api-screen.tsx'],
  '/operator/staff': [SHELL, 'src/features/accounts/accounts-screen.tsx'],
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
  'a key': { from: ROUTES['/w/…/settings/api-keys'], modules: ROUTES['/w/…/settings/api-keys/…'] },
  'a rotation': { from: ROUTES['/w/…/settings/api-keys'], modules: ROUTES['/w/…/settings/api-keys/…/rotation'] },
  'the reveal of a rotation': {
    from: ROUTES['/w/…/settings/api-keys/…/rotation'],
    modules: ['src/shared/reveal/reveal-dialog.tsx'],
  },
  'a handover': { from: ROUTES['/w/…/settings/api-keys'], modules: ROUTES['/w/…/settings/api-keys/…/handover'] },
  'the overview': { from: [SHELL], modules: ROUTES['/w/…'] },
  usage: { from: ROUTES['/w/…'], modules: ROUTES['/w/…/usage'] },
  'the plan': { from: ROUTES['/w/…'], modules: ROUTES['/w/…/settings/plan'] },
  'changing the plan': { from: ROUTES['/w/…/settings/plan'], modules: ['src/features/plan/change-plan-dialog.tsx'] },
  'workspace settings': { from: ROUTES['/w/…/settings/api-keys'], modules: ROUTES['/w/…/settings/workspace'] },
  alerts: { from: ROUTES['/w/…/settings/api-keys'], modules: ROUTES['/w/…/alerts'] },
  'changing an alert rule': { from: ROUTES['/w/…/alerts/rules'], modules: ['src/features/alerts/rule-flows.tsx'] },
  'the audit log': { from: ROUTES['/w/…/settings/api-keys'], modules: ROUTES['/w/…/audit'] },
  'the quick start': { from: ROUTES['/w/…/settings/api-keys'], modules: ROUTES['/w/…/quick-start'] },
  team: { from: ROUTES['/w/…/settings/api-keys'], modules: ROUTES['/w/…/settings/team'] },
  'invite, reveal, remove': { from: ROUTES['/w/…/settings/team'], modules: ['src/features/team/team-flows.tsx'] },
  security: { from: ROUTES['/w/…/settings/api-keys'], modules: ROUTES['/w/…/settings/security'] },
  'adding a range': {
    from: ROUTES['/w/…/settings/security'],
    modules: ['src/features/security/range-flows.tsx'],
  },
  'the second factor': {
    from: ROUTES['/account'],
    modules: ['src/features/security/sign-in-flows.tsx'],
  },
  'the workspace menu': { from: [SHELL], modules: ['src/features/workspaces/workspace-menu.tsx'] },
  'the menu of a row': {
    from: ROUTES['/w/…/settings/api-keys'],
    modules: ['src/shared/ui/menu-popup.tsx'],
  },
  'confirming a sign-in': { from: [SHELL], modules: ['src/shared/access/confirm-sign-in-dialog.tsx'] },
  'the command palette': { from: [SHELL], modules: ['src/app/palette/palette.tsx'] },
  'the leak desk': { from: [SHELL], modules: ROUTES['/support/leak-desk'] },
  'revoking at the desk': {
    from: ROUTES['/support/leak-desk'],
    modules: ['src/features/leak-desk/desk-revoke-dialog.tsx'],
  },
  'revoking a list': {
    from: ROUTES['/support/leak-desk'],
    modules: ['src/features/leak-desk/revoke-list-dialog.tsx'],
  },
  APIs: { from: [SHELL], modules: ROUTES['/operator/apis'] },
  'a new API': { from: ROUTES['/operator/apis'], modules: ['src/features/apis/new-api-dialog.tsx'] },
  'an API': { from: ROUTES['/operator/apis'], modules: ROUTES['/operator/apis/…'] },
  'a plan': { from: ROUTES['/operator/apis/…'], modules: ['src/features/apis/plan-dialog.tsx'] },
  accounts: { from: [SHELL], modules: ROUTES['/operator/staff'] },
  'what is done with an account': {
    from: ROUTES['/operator/staff'],
    modules: ['src/features/accounts/account-flows.tsx'],
  },
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
