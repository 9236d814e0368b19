import { Link } from 'react-router';
import { useAccess } from '../access/use-access';
import { Notice } from '../ui/notice';

/** Said where a whole key was put into a field that would have sent it on. */
export function WholeKeyNotice({ onLeave }: { onLeave?: () => void }) {
  const mayLookUp = useAccess(null)?.may('leak_desk:use') ?? false;
  return (
    <Notice alert tone="warning" title="That was a whole API key">
      <p>
        The field was cleared before anything was sent. Search by label, or by the first characters of the key: they are
        in the list.{' '}
        {mayLookUp ? (
          <>
            If the key was somewhere it should not be, look it up at the{' '}
            <Link to="/support/leak-desk" onClick={onLeave}>
              leak desk
            </Link>
            .
          </>
        ) : (
          'If the key was somewhere it should not be, find it in the list and revoke it, or ask somebody who may.'
        )}
      </p>
    </Notice>
  );
}
