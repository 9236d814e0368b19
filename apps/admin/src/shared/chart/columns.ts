/** A span of time and how much of each series lies in it, in the order of the series. */
export interface Column {
  readonly fromMs: number;
  readonly toMs: number;
  readonly values: readonly number[];
}

/** Sizes of groups that a day, a week and an hour can be divided by without a rest. */
const GROUPS = [1, 2, 3, 4, 6, 7, 12, 14, 24, 28, 30, 48, 60, 84, 120, 168] as const;

export const totalOf = ({ values }: Pick<Column, 'values'>): number => values.reduce((sum, value) => sum + value, 0);

/** As many as there is room for: neighbours are added up, the last group may be shorter. */
export function atMost(countMax: number, columns: readonly Column[]): readonly Column[] {
  const least = Math.ceil(columns.length / Math.max(1, countMax));
  if (least <= 1) return columns;
  const size = GROUPS.find((each) => each >= least) ?? least;
  const groups = Array.from({ length: Math.ceil(columns.length / size) }, (_, place) =>
    columns.slice(place * size, (place + 1) * size),
  );
  return groups.flatMap(joined);
}

function joined(group: readonly Column[]): Column[] {
  const [first, last] = [group[0], group.at(-1)];
  if (first === undefined || last === undefined) return [];
  const values = first.values.map((_, series) => group.reduce((sum, column) => sum + (column.values[series] ?? 0), 0));
  return [{ fromMs: first.fromMs, toMs: last.toMs, values }];
}

/** A part of a column, in pixels from its foot. */
export interface Segment {
  readonly foot: number;
  readonly height: number;
}

/** What is there at all stays visible beside what is a thousand times as much. */
const VISIBLE_PX = 2;

/** One above the other, in the order of the series. */
export function stackOf(values: readonly number[], pixelsPerUnit: number): Segment[] {
  let foot = 0;
  return values.map((value) => {
    const height = value === 0 ? 0 : Math.max(VISIBLE_PX, value * pixelsPerUnit);
    const segment = { foot, height };
    foot += height;
    return segment;
  });
}
