export interface Credentials {
  readonly email: string;
  readonly password: string;
}

interface SessionCookie {
  readonly name: string;
  readonly value: string;
}

/** Does by REST, as somebody who is signed in, what a test needs to find done. */
export class Session {
  protected constructor(
    private readonly url: string,
    /** For a browser that is signed in without the form. */
    readonly cookie: SessionCookie,
  ) {}

  static async signIn(url: string, credentials: Credentials): Promise<Session> {
    return new Session(url, await cookieOf(url, credentials));
  }

  async get<T>(path: string): Promise<T> {
    return (await (await this.send('GET', path)).json()) as T;
  }

  async post<T>(path: string, body?: object): Promise<T> {
    return (await (await this.send('POST', path, body)).json()) as T;
  }

  async patch<T>(path: string, body: object): Promise<T> {
    return (await (await this.send('PATCH', path, body)).json()) as T;
  }

  /** @throws Error unless it is answered with a success */
  async send(method: string, path: string, body?: object): Promise<Response> {
    const answer = await fetch(this.url + path, {
      method,
      headers: {
        cookie: `${this.cookie.name}=${this.cookie.value}`,
        origin: this.url,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }

  async signOut(): Promise<void> {
    await this.send('POST', '/v1/auth/logout');
  }
}

export async function cookieOf(url: string, credentials: Credentials): Promise<SessionCookie> {
  const answer = await fetch(`${url}/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(credentials),
  });
  if (!answer.ok) throw new Error(`Signing in: ${answer.status} ${await answer.text()}`);
  const [name = '', value = ''] = (answer.headers.getSetCookie()[0] ?? '').split(';', 1)[0]?.split('=') ?? [];
  return { name, value };
}
