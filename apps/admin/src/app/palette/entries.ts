import type { LucideIcon } from 'lucide-react';

/** Something that the palette does or leads to. */
export interface Entry {
  readonly id: string;
  readonly title: string;
  /** Tells it from its namesakes. */
  readonly second?: string;
  readonly Icon: LucideIcon;
  readonly run: () => void;
}

export interface EntryGroup {
  readonly value: string;
  readonly items: readonly Entry[];
}

/** Whether every word of what was typed is somewhere in what the entry is called by. */
export function fits(text: string, { title, second = '' }: Pick<Entry, 'title' | 'second'>): boolean {
  const name = `${title} ${second}`.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => name.includes(word));
}

/** The groups that have anything to offer. */
export const offered = (groups: readonly EntryGroup[]): EntryGroup[] => groups.filter(({ items }) => items.length > 0);
