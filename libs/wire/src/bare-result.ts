import type { WireResult } from './wire-profile.js';

/** One thing as it is, and a list as `{data, nextCursor}`: where a document prints no envelope for what went well. */
export const bareResult = (result: WireResult): object =>
  result.kind === 'list' ? { data: result.items, nextCursor: result.nextCursor } : result.item;
