import type { MeterName } from '@latchkey/vocabulary';
import type { KeyView, MeterUseView } from '../../shared/api/model';
import { MomentText } from '../../shared/format/moment-text';
import styles from './key-screen.module.css';
import { countText, rateText } from './limit-words';

const METER_WORDS: Readonly<Record<MeterName, string>> = {
  quota: 'Quota',
  daily_limit: 'Daily limit',
  messages_per_month: 'Messages this month',
};

/** What bounds a key of itself; what its workspace has is told of beside the plan. */
export const MeterList = ({ apiKey, meters }: { apiKey: KeyView; meters: readonly MeterUseView[] }) => (
  <dl className={styles.meters}>
    <div>
      <dt>Rate limit</dt>
      <dd>{apiKey.rateLimit ? rateText(apiKey.rateLimit) : 'That of the plan.'}</dd>
    </div>
    {meters.map((meter) => (
      <Meter key={meter.name} meter={meter} />
    ))}
    {meters.length === 0 && (
      <div>
        <dt>Quota</dt>
        <dd>None of its own.</dd>
      </div>
    )}
  </dl>
);

function Meter({ meter: { name, limit, period, used, remaining, resetsAt } }: { meter: MeterUseView }) {
  const words = METER_WORDS[name];
  return (
    <div>
      <dt>{words}</dt>
      <dd>
        <progress className={styles.progress} max={limit} value={Math.min(used, limit)} aria-label={`${words} used`} />
        {countText(used)} of {countText(limit)} used this {period}, {countText(remaining)} left
        <span className={styles.second}>
          Starts anew <MomentText at={resetsAt} />
        </span>
      </dd>
    </div>
  );
}
