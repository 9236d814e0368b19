import { useState } from 'react';
import styles from './chart.module.css';
import { momentWords, shortNumber, wholeNumber, zoneWords } from './chart-words';
import { ChartFigure } from './figure';
import { Legend } from './legend';
import { type Field, fieldOf, Plot } from './plot';
import type { Zone } from './time-ticks';
import { useWidth } from './use-width';

/** `line`: what was. `ahead`: what is to be expected. `level`: a bound. `rings` and `crosses`: single moments. */
export type LineForm = 'line' | 'ahead' | 'level' | 'rings' | 'crosses';

export interface LinePoint {
  readonly atMs: number;
  readonly value: number;
}

export interface Line {
  readonly label: string;
  readonly form: LineForm;
  /** Earliest first. */
  readonly points: readonly LinePoint[];
}

interface LineChartProps {
  title: string;
  summary: string;
  fromMs: number;
  toMs: number;
  zone: Zone;
  lines: readonly Line[];
  /** With its unit, where it has one. */
  valueText?: (value: number) => string;
  /** On the scale, where there is little room. */
  levelText?: (value: number) => string;
}

/** How something went, and where it is going. */
export function LineChart(props: LineChartProps) {
  const { title, summary, fromMs, toMs, zone, lines, valueText = wholeNumber, levelText = shortNumber } = props;
  const [svgRef, width] = useWidth<SVGSVGElement>();
  const [pointedMs, setPointedMs] = useState<number | null>(null);
  const max = Math.max(0, ...lines.flatMap(({ points }) => points.map(({ value }) => value)));
  const field = fieldOf({ width, fromMs, toMs, zone, max, levelText });
  const pointed = pointedMs === null ? null : nearest(lines, pointedMs);
  return (
    <ChartFigure
      title={title}
      summary={summary}
      reading={pointed && `${momentWords(pointed.atMs, zone)}: ${pointed.label} ${valueText(pointed.value)}`}
      note={zoneWords(zone)}
      table={() => tableOf(lines, zone, valueText)}
      legend={<Legend entries={lines.map(({ label, form }) => ({ label, swatch: <Swatch form={form} /> }))} />}
    >
      <Plot field={field} svgRef={svgRef} label={`${title}. ${summary}`} onPoint={setPointedMs}>
        {lines.map((line) => (
          <Drawn key={line.label} line={line} field={field} />
        ))}
        {pointed && <path d={`M${field.x(pointed.atMs)} ${field.top}V${field.foot}`} className={styles.pointer} />}
      </Plot>
    </ChartFigure>
  );
}

const RING = 'm-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0';
const CROSS = 'm-3 -3l6 6m0 -6l-6 6';

function Drawn({ line: { form, points }, field: { x, y } }: { line: Line; field: Field }) {
  // A line of one point would not be seen.
  const mark = form === 'crosses' ? CROSS : form === 'rings' || points.length === 1 ? RING : undefined;
  const d = points
    .map(({ atMs, value }, place) => {
      const at = `${x(atMs).toFixed(1)} ${y(value).toFixed(1)}`;
      return mark === undefined ? `${place === 0 ? 'M' : 'L'}${at}` : `M${at}${mark}`;
    })
    .join('');
  return <path d={d} className={`${styles.line} ${styles[form] ?? ''}`} />;
}

const SWATCHES: Readonly<Record<LineForm, string>> = {
  line: 'M0 6h18',
  ahead: 'M0 6h18',
  level: 'M0 6h18',
  rings: `M9 6${RING}`,
  crosses: `M9 6${CROSS}`,
};

const Swatch = ({ form }: { form: LineForm }) => (
  <path d={SWATCHES[form]} className={`${styles.line} ${styles[form] ?? ''}`} />
);

/** Bounds are read off the scale; whoever points means a moment. */
function nearest(lines: readonly Line[], momentMs: number): (LinePoint & { label: string }) | null {
  const points = lines
    .filter(({ form }) => form !== 'level')
    .flatMap(({ label, points: own }) => own.map((point) => ({ ...point, label })));
  const distanceMs = ({ atMs }: LinePoint) => Math.abs(atMs - momentMs);
  return points.reduce<(typeof points)[number] | null>(
    (best, point) => (best === null || distanceMs(point) < distanceMs(best) ? point : best),
    null,
  );
}

const tableOf = (lines: readonly Line[], zone: Zone, valueText: (value: number) => string) => ({
  headings: ['Time', 'What', 'Value'],
  rows: lines
    .flatMap(({ label, points }) => points.map((point) => ({ ...point, label })))
    .toSorted((one, other) => one.atMs - other.atMs)
    .map(({ atMs, label, value }) => [momentWords(atMs, zone), label, valueText(value)]),
});
