import createClient from 'openapi-fetch';
import type { paths } from './api.generated';

/** Same origin: the session travels in an HttpOnly cookie that no script can read. */
export const api = createClient<paths>({ baseUrl: window.location.origin });
