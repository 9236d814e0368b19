import type { ReactNode, RefObject } from 'react';
import { numberTicks } from './number-ticks';
import styles from './chart.module.css';
import { tickText } from './chart-words';
import { timeTicks, type Zone } from './time-ticks';

const HEIGHT = 200;
const TOP = 8;
const FOOT = 24;
const CHARACTER_PX = 7;
const TICK_PX = 76;
const LEVELS = 4;

export interface Field {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly foot: number;
  readonly zone: Zone;
  readonly fromMs: number;
  readonly toMs: number;
  readonly levels: readonly number[];
  readonly levelText: (value: number) => string;
  readonly x: (momentMs: number) => number;
  readonly y: (value: number) => number;
}

interface FieldInput {
  width: number;
  fromMs: number;
  toMs: number;
  zone: Zone;
  max: number;
  levelText: (value: number) => string;
}

/** Where moments and values lie in a picture of this width. */
export function fieldOf({ width, fromMs, toMs, zone, max, levelText }: FieldInput): Field {
  const levels = numberTicks(max, LEVELS);
  const left = 10 + CHARACTER_PX * Math.max(...levels.map((level) => levelText(level).length));
  const [right, foot] = [width - 8, HEIGHT - FOOT];
  const highest = levels.at(-1) ?? 1;
  return {
    ...{ width, height: HEIGHT, left, right, top: TOP, foot, zone, fromMs, toMs, levels, levelText },
    x: (momentMs) => left + ((momentMs - fromMs) / (toMs - fromMs)) * (right - left),
    y: (value) => foot - (value / highest) * (foot - TOP),
  };
}

interface PlotProps {
  field: Field;
  svgRef: RefObject<SVGSVGElement | null>;
  label: string;
  onPoint: (momentMs: number | null) => void;
  children: ReactNode;
}

/** The picture with its two scales. To those who do not see it, it is its label. */
export function Plot({ field, svgRef, label, onPoint, children }: PlotProps) {
  const { width, height, left, right, fromMs, toMs } = field;
  const pointAt = (clientX: number, svg: SVGSVGElement) => {
    const share = (clientX - svg.getBoundingClientRect().left - left) / (right - left);
    onPoint(share >= 0 && share <= 1 ? fromMs + share * (toMs - fromMs) : null);
  };
  return (
    <svg
      ref={svgRef}
      role="img"
      aria-label={label}
      className={styles.plot}
      viewBox={`0 0 ${Math.max(width, 1)} ${height}`}
      onPointerMove={({ clientX, currentTarget }) => pointAt(clientX, currentTarget)}
      onPointerDown={({ clientX, currentTarget }) => pointAt(clientX, currentTarget)}
      onPointerLeave={() => onPoint(null)}
    >
      {width > 0 && (
        <>
          <Scales field={field} />
          {children}
        </>
      )}
    </svg>
  );
}

function Scales({ field }: { field: Field }) {
  const { left, right, foot, levels, levelText, fromMs, toMs, zone, x, y } = field;
  const ticks = timeTicks(fromMs, toMs, Math.floor((right - left) / TICK_PX), zone);
  const distanceMs = (ticks[1] ?? toMs) - (ticks[0] ?? fromMs);
  return (
    <g className={styles.scales}>
      {levels.map((level) => (
        <g key={level}>
          <path d={`M${left} ${y(level)}H${right}`} className={level === 0 ? styles.baseline : styles.grid} />
          <text x={left - 6} y={y(level)} dy="0.32em" textAnchor="end">
            {levelText(level)}
          </text>
        </g>
      ))}
      {ticks.map((tickMs) => (
        <g key={tickMs}>
          <path d={`M${x(tickMs)} ${foot}v4`} className={styles.baseline} />
          <text x={x(tickMs)} y={foot + 17} textAnchor={anchorOf(x(tickMs), left, right)}>
            {tickText(tickMs, distanceMs, zone)}
          </text>
        </g>
      ))}
    </g>
  );
}

/** At the edges a text leans inwards. */
function anchorOf(x: number, left: number, right: number): 'start' | 'middle' | 'end' {
  const half = TICK_PX / 2 - 8;
  if (x - half < left - 12) return 'start';
  return x + half > right + 8 ? 'end' : 'middle';
}
