import { useEffect, useRef } from 'react';
import { useLocation, useNavigate } from 'react-router';

/** Whoever comes with the wish to begin something has it begun; a reload or a way back does not begin it again. */
export function useBegin(what: string, begin: () => void): void {
  const location = useLocation();
  const navigate = useNavigate();
  const beginRef = useRef(begin);
  beginRef.current = begin;
  const { key, pathname, search } = location;
  const wished = (location.state as { begin?: unknown } | null)?.begin === what;
  useEffect(() => {
    if (!wished) return;
    beginRef.current();
    void navigate(pathname + search, { replace: true, state: null });
  }, [key, navigate, pathname, search, wished]);
}
