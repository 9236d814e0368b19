import { useMutation } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useFreshSignIn } from '../../shared/access/fresh-sign-in';
import type { FoundKeys, FoundKeyView, KeyView, LookUpKeysRequest } from '../../shared/api/model';
import { Empty } from '../../shared/ui/empty';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { useAnnounce } from '../../shared/ui/live-region';
import { Notice } from '../../shared/ui/notice';
import { Panel } from '../../shared/ui/page';
import { SkeletonStack } from '../../shared/ui/skeleton';
import { lookUpKeys } from './ask-desk';
import { FoundKey } from './found-key';
import styles from './leak-desk.module.css';
import { VisiblePartForm } from './visible-part-form';
import { WholeKeyForm } from './whole-key-form';

const RevokeDialog = lazy(() =>
  import('./desk-revoke-dialog').then((module) => ({ default: module.DeskRevokeDialog })),
);

/** Asks, and shows whose the keys are that were found. */
export function LookUp() {
  const fresh = useFreshSignIn();
  const announce = useAnnounce();
  const headingRef = useRef<HTMLHeadingElement>(null);
  const [found, setFound] = useState<FoundKeys | null>(null);
  const [ending, setEnding] = useState<FoundKeyView | null>(null);
  const look = useMutation({
    // What was asked for is forgotten together with the answer.
    gcTime: 0,
    mutationFn: (sought: LookUpKeysRequest) => fresh(() => lookUpKeys(sought)),
    onMutate: () => setFound(null),
    onSuccess: (answer) => {
      setFound(answer);
      announce(countSentence(answer));
    },
  });
  const isFound = found !== null;
  useEffect(() => {
    if (isFound) headingRef.current?.focus();
  }, [isFound]);

  const changed = (key: KeyView) =>
    setFound((before) => before && { ...before, data: before.data.map((each) => withKey(each, key)) });

  return (
    <>
      <Panel heading="Look up a key">
        <div className={styles.lookUp}>
          <WholeKeyForm busy={look.isPending} onSought={look.mutate} />
          <VisiblePartForm busy={look.isPending} onSought={look.mutate} />
        </div>
      </Panel>
      {look.isError && (
        <ErrorNotice error={look.error} title="Nothing was looked up." consequence="Nothing was changed." />
      )}
      {look.isPending && <SkeletonStack label="Looking up" />}
      {found && (
        <section className={styles.lookUp} aria-label="What was found">
          <h2 ref={headingRef} tabIndex={-1} className={styles.heading}>
            {countSentence(found)}
          </h2>
          {found.data.length === 0 && (
            <Empty icon={<SearchX size={22} aria-hidden />} title="No key of this installation">
              It may be another vendor’s, or incomplete: paste it from its first character to its last. A key that was
              never given out here opens nothing here.
            </Empty>
          )}
          {found.hasMore && (
            <Notice>
              <p>More keys than these begin like that. More characters tell them apart.</p>
            </Notice>
          )}
          {found.data.map((each) => (
            <FoundKey key={each.key.id} found={each} onRevoke={() => setEnding(each)} />
          ))}
        </section>
      )}
      {ending && (
        <Suspense>
          <RevokeDialog
            found={ending}
            finalFocus={() => headingRef.current}
            onChanged={changed}
            onClose={() => setEnding(null)}
          />
        </Suspense>
      )}
    </>
  );
}

const withKey = (found: FoundKeyView, key: KeyView): FoundKeyView =>
  found.key.id === key.id ? { ...found, key } : found;

function countSentence({ data, hasMore }: FoundKeys): string {
  if (data.length === 0) return 'No key was found';
  if (data.length === 1) return 'One key was found';
  return hasMore ? `The newest ${data.length} keys that fit` : `${data.length} keys fit`;
}
