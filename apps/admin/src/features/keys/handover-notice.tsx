import type { KeyView } from '../../shared/api/model';
import { MomentText } from '../../shared/format/moment-text';
import { Notice, type NoticeTone } from '../../shared/ui/notice';
import type { HandoverStage } from './handover';
import { lifeOf } from './key-life';

const WORDS: Readonly<Record<HandoverStage, { tone: NoticeTone; title: string; text: string }>> = {
  waiting: {
    tone: 'info',
    title: 'The new key was not used yet',
    text: 'Put it where the old one is. If it was lost on the way, keep both keys, revoke the new one, and rotate the old one again.',
  },
  moving: {
    tone: 'warning',
    title: 'The old key is still used',
    text: 'Revoked now, programs that call with it would fail. Below is from which networks they call.',
  },
  silent: {
    tone: 'success',
    title: 'Safe to revoke',
    text: 'The new key is in use, and nobody has called with the old one for an hour. A program that calls once a night or a week may not have called since: if there is one, give it until then.',
  },
  over: {
    tone: 'success',
    title: 'The old key opens nothing any more',
    text: 'The handover is over. The new key goes on.',
  },
};

export const STAGE_ANNOUNCED: Readonly<Record<HandoverStage, string>> = {
  waiting: 'The new key was not used yet.',
  moving: 'Both keys are used.',
  silent: 'The old key is silent: it is safe to revoke it.',
  over: 'The old key opens nothing any more.',
};

export function HandoverNotice({ stage, predecessor }: { stage: HandoverStage; predecessor: KeyView }) {
  const { tone, title, text } = WORDS[stage];
  const life = lifeOf(predecessor);
  const ends = life.kind === 'revocation' ? life.at : life.kind === 'overlap' ? life.endsAt : null;
  return (
    <Notice tone={tone} title={title}>
      <p>{text}</p>
      {stage !== 'over' && (
        <p>
          {ends !== null ? (
            <>
              The old key ends by itself: <MomentText at={ends} />
            </>
          ) : life.kind === 'overlap' ? (
            'The time of the old key begins to run with the first use of the new one.'
          ) : (
            'Nothing ends the old key by itself.'
          )}
        </p>
      )}
    </Notice>
  );
}
