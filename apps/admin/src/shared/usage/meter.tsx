import type { CapUseView, MeterUseView } from '../api/model';
import { serverNowMs } from '../api/server-clock';
import { wholeNumber } from '../chart/chart-words';
import styles from './meter.module.css';
import { forecastWords, leftWords, METER_WORDS, moodOf } from './meter-words';

/** How much of what is counted by the day or the month is used, and where that leads. */
export function Meter({ meter }: { meter: MeterUseView }) {
  const nowMs = serverNowMs();
  const { title } = METER_WORDS[meter.name];
  return (
    <MeterBar title={title} used={meter.used} limit={meter.limit} mood={moodOf(meter)} text={leftWords(meter, nowMs)}>
      {forecastWords(meter, nowMs)}
    </MeterBar>
  );
}

interface MeterBarProps {
  title: string;
  used: number;
  limit: number;
  mood: 'well' | 'short' | 'empty';
  text: string;
  children?: string;
}

/** Drawn by hand: engines lay out the parts of a native one each in their own way. */
export const MeterBar = ({ title, used, limit, mood, text, children }: MeterBarProps) => (
  <div className={styles.meter}>
    <p className={styles.title}>{title}</p>
    <div
      role="meter"
      className={`${styles.bar} ${styles[mood]}`}
      aria-label={title}
      aria-valuemin={0}
      aria-valuemax={Math.max(limit, used)}
      aria-valuenow={used}
      aria-valuetext={text}
    >
      <div style={{ inlineSize: `${shareOf(used, limit)}%` }} />
    </div>
    <p className={styles.text}>
      {text} {children}
    </p>
  </div>
);

/** Of nothing that is allowed, anything is all. */
const shareOf = (used: number, limit: number): number => (limit === 0 ? 100 : Math.min(100, (used / limit) * 100));

/** How many of something there are, of how many there may be. */
export function CapMeter({ title, use: { used, allowed } }: { title: string; use: CapUseView }) {
  if (allowed === null) {
    return (
      <div className={styles.meter}>
        <p className={styles.title}>{title}</p>
        <p className={styles.text}>{wholeNumber(used)}, with no limit.</p>
      </div>
    );
  }
  const text = `${wholeNumber(used)} of ${wholeNumber(allowed)} in use.`;
  return (
    <MeterBar title={title} used={used} limit={allowed} mood={used >= allowed ? 'empty' : 'well'} text={text}>
      {used > allowed ? 'That is more than the plan allows.' : used === allowed ? 'There is no room for another.' : ''}
    </MeterBar>
  );
}
