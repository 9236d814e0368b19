import type { Page } from '@latchkey/domain';
import type { WireResult } from '@latchkey/wire';
import { nextCursorOf } from '../http/cursor.js';

/** Answers of the guarded API, before the wire profile puts them into its envelope. */
export const toItem = <T>(record: T, view: (record: T) => object): WireResult => ({ kind: 'item', item: view(record) });

export const toList = <T extends { readonly id: string }>(page: Page<T>, view: (item: T) => object): WireResult => ({
  kind: 'list',
  items: page.items.map(view),
  nextCursor: nextCursorOf(page),
});
