import type { MeterUseView } from '../api/model';
import { serverNowMs } from '../api/server-clock';
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

/** A native meter: its numbers are said by the words beside it. */
export const MeterBar = ({ title, used, limit, mood, text, children }: MeterBarProps) => (
  <div className={styles.meter}>
    <p className={styles.title}>{title}</p>
    <meter
      className={`${styles.bar} ${styles[mood]}`}
      min={0}
      max={Math.max(limit, 1)}
      value={limit === 0 ? 1 : Math.min(used, limit)}
      aria-label={title}
      aria-valuetext={text}
    />
    <p className={styles.text}>
      {text} {children}
    </p>
  </div>
);
