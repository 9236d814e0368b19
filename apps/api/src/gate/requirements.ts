/** Route metadata: what the one decision about a request has to cover. */
export const REQUIREMENTS = 'latchkey:requirements';
