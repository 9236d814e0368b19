import { expect, type Page, type Request } from '@playwright/test';

const REACT = 'React’s view of the page';

/** Notes everything that leaves the page and everything it says to the console, from now on. */
export class SecretSweep {
  private readonly sent: Request[] = [];
  private readonly said: string[] = [];

  constructor(private readonly page: Page) {
    page.on('request', (request) => this.sent.push(request));
    page.on('console', (message) => this.said.push(message.text()));
  }

  /** Whether the sweep finds what does stay: one that looked in the wrong places would find nothing for ever. */
  async expectToFind(text: string): Promise<void> {
    const stays = await this.page.evaluate(whatStays);
    expect(stays['document'], 'the document').toContain(text);
    expect(stays[REACT], REACT).toContain(text);
  }

  /** The secret is in nothing that stays in the page, or has left it. */
  async expectNothingOf(secret: string): Promise<void> {
    for (const [place, text] of Object.entries(await this.page.evaluate(whatStays))) {
      expect(text, place).not.toContain(secret);
    }
    for (const request of this.sent) {
      const carried = [request.url(), request.postData() ?? '', JSON.stringify(await request.allHeaders())].join('\n');
      expect(carried, `${request.method()} ${request.url()}`).not.toContain(secret);
    }
    expect(this.said.join('\n'), 'the console').not.toContain(secret);
  }
}

/**
 * Everything that JavaScript still holds in this page, after the engine has cleared away what it does not. Nothing that
 * a test asks of the page may name the secret before: the question would stay there as well.
 */
export async function heapHolds(page: Page, secret: string): Promise<boolean> {
  const devtools = await page.context().newCDPSession(page);
  const heap: string[] = [];
  devtools.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => heap.push(chunk));
  await devtools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await devtools.detach();
  return heap.join('').includes(secret);
}

/** The addresses that Back and Forward lead to. */
export async function visitedAddresses(page: Page): Promise<string> {
  const devtools = await page.context().newCDPSession(page);
  const { entries } = await devtools.send('Page.getNavigationHistory');
  await devtools.detach();
  return entries.map(({ url, title }) => `${url} ${title}`).join('\n');
}

/** Runs in the page. */
async function whatStays(): Promise<Record<string, string>> {
  const caches = await window.caches?.keys();
  const databases = await window.indexedDB.databases();
  return {
    document: document.documentElement.outerHTML,
    fields: [...document.querySelectorAll('input, textarea')].map((field) => (field as HTMLInputElement).value).join(),
    selection: String(window.getSelection()),
    address: window.location.href,
    title: document.title,
    'history state': JSON.stringify(window.history.state),
    'local storage': JSON.stringify({ ...window.localStorage }),
    'session storage': JSON.stringify({ ...window.sessionStorage }),
    cookies: document.cookie,
    'names of caches and databases': JSON.stringify([caches, databases]),
    'addresses that were loaded': performance
      .getEntries()
      .map(({ name }) => name)
      .join('\n'),
    'React’s view of the page': reactState(),
  };

  /** Every value that React holds for the elements of the page: properties, state and refs, as text. */
  function reactState(): string {
    const seen = new Set<unknown>();
    const texts: string[] = [];
    const queue: unknown[] = [...document.querySelectorAll('*')].flatMap((element) =>
      Object.entries(element)
        .filter(([name]) => name.startsWith('__react'))
        .map(([, value]) => value as unknown),
    );
    while (queue.length > 0) {
      const value = queue.pop();
      if (typeof value === 'string') texts.push(value);
      if (typeof value !== 'object' || value === null || seen.has(value) || value instanceof Node) continue;
      seen.add(value);
      if (value instanceof Window || value instanceof Request || value instanceof Response) continue;
      for (const name of Object.getOwnPropertyNames(value)) {
        // Not through getters: looking must not run the page's code.
        queue.push(Object.getOwnPropertyDescriptor(value, name)?.value);
      }
      if (value instanceof Map) queue.push(...value.keys(), ...value.values());
      if (value instanceof Set) queue.push(...value);
    }
    return texts.join('\n');
  }
}
