/** Where to go after signing in: a path of this page, whatever the address bar says. */
export function returnPathOf(text: string | null, origin: string): string {
  if (text === null || !URL.canParse(text, origin)) return '/';
  const url = new URL(text, origin);
  // Two slashes would be the name of another host to whoever reads the path as an address once more.
  if (url.origin !== origin || url.pathname.startsWith('//') || url.pathname === '/login') return '/';
  return url.pathname + url.search;
}

export const loginPathFor = (path: string): string =>
  path === '/' ? '/login' : `/login?returnTo=${encodeURIComponent(path)}`;
