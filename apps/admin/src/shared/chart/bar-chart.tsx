import { useMemo, useState } from 'react';
import styles from './chart.module.css';
import { shortNumber, spanWords, wholeNumber, zoneWords } from './chart-words';
import { atMost, type Column, stackOf, totalOf } from './columns';
import { ChartFigure } from './figure';
import { Legend } from './legend';
import type { Paint } from './paints';
import { usePatterns } from './patterns';
import { type Field, fieldOf, Plot } from './plot';
import type { Zone } from './time-ticks';
import { useWidth } from './use-width';

const COLUMN_PX = 5;
const GAP_PX_MAX = 4;

export interface BarSeries {
  readonly label: string;
  readonly paint: Paint;
}

interface BarChartProps {
  title: string;
  summary: string;
  series: readonly BarSeries[];
  /** Without gaps, earliest first. */
  columns: readonly Column[];
  zone: Zone;
}

/** How much of what there was, span by span: stacked bars, and their table. */
export function BarChart({ title, summary, series, columns, zone }: BarChartProps) {
  const [svgRef, width] = useWidth<SVGSVGElement>();
  const [pointedMs, setPointedMs] = useState<number | null>(null);
  const { fill, definitions } = usePatterns();
  const drawn = useMemo(() => atMost(Math.floor(width / COLUMN_PX), columns), [columns, width]);
  const field = fieldOf({
    width,
    zone,
    fromMs: columns[0]?.fromMs ?? 0,
    toMs: columns.at(-1)?.toMs ?? 1,
    max: Math.max(0, ...drawn.map(totalOf)),
    levelText: shortNumber,
  });
  const pointed = drawn.find(({ fromMs, toMs }) => pointedMs !== null && fromMs <= pointedMs && pointedMs < toMs);
  const shapes = shapesOf(drawn, series.length, field);
  return (
    <ChartFigure
      title={title}
      summary={summary}
      reading={pointed ? readingOf(pointed, series, zone) : null}
      note={zoneWords(zone)}
      table={() => tableOf(columns, series, zone)}
      legend={
        <Legend
          entries={series.map(({ label, paint }, place) => ({
            label,
            value: wholeNumber(columns.reduce((sum, { values }) => sum + (values[place] ?? 0), 0)),
            swatch: <path d="M.5 .5h17v11h-17z" fill={fill(paint)} className={`${styles.bar} ${styles[paint]}`} />,
          }))}
        />
      }
    >
      <Plot field={field} svgRef={svgRef} label={`${title}. ${summary}`} onPoint={setPointedMs}>
        {definitions}
        {pointed && <path d={bandOf(pointed, field)} className={styles.pointed} />}
        {series.map(({ label, paint }, place) => (
          <path key={label} d={shapes[place]} fill={fill(paint)} className={`${styles.bar} ${styles[paint]}`} />
        ))}
      </Plot>
    </ChartFigure>
  );
}

/** One path for each series: a quarter by the hour would be thousands of elements otherwise. */
function shapesOf(columns: readonly Column[], count: number, field: Field): string[] {
  const { foot, levels, x, y } = field;
  const pixelsPerUnit = (foot - y(levels.at(-1) ?? 1)) / (levels.at(-1) ?? 1);
  const shapes = Array.from({ length: count }, () => '');
  for (const { fromMs, toMs, values } of columns) {
    const span = x(toMs) - x(fromMs);
    const gap = Math.min(GAP_PX_MAX, span / 4);
    const left = x(fromMs) + gap / 2;
    const width = Math.max(1, span - gap);
    stackOf(values, pixelsPerUnit).forEach(({ foot: below, height }, place) => {
      if (height > 0) shapes[place] += `M${px(left)} ${px(foot - below)}h${px(width)}v${px(-height)}h${px(-width)}z`;
    });
  }
  return shapes;
}

const px = (length: number): string => length.toFixed(1);

const bandOf = ({ fromMs, toMs }: Column, { x, top, foot }: Field): string =>
  `M${px(x(fromMs))} ${top}H${px(x(toMs))}V${foot}H${px(x(fromMs))}z`;

function readingOf(column: Column, series: readonly BarSeries[], zone: Zone): string {
  const parts = series.flatMap(({ label }, place) => {
    const value = column.values[place] ?? 0;
    return value > 0 ? `${label} ${wholeNumber(value)}` : [];
  });
  return `${spanWords(column, zone)}: ${parts.join(', ') || 'nothing'}`;
}

const tableOf = (columns: readonly Column[], series: readonly BarSeries[], zone: Zone) => ({
  headings: ['Time', ...series.map(({ label }) => label)],
  rows: columns.map((column) => [spanWords(column, zone), ...column.values.map(wholeNumber)]),
});
