import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { ForbiddenNote } from '../../shared/access/forbidden';
import { Permitted } from '../../shared/access/permitted';
import { useAccess } from '../../shared/access/use-access';
import type { AlertView } from '../../shared/api/model';
import { workspaceQuery } from '../../shared/api/workspaces';
import { alertRulesPath } from '../../shared/format/places';
import { usePages } from '../../shared/list/use-pages';
import { Button, buttonClass } from '../../shared/ui/button';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { useAnnounce } from '../../shared/ui/live-region';
import { Notice } from '../../shared/ui/notice';
import { Page } from '../../shared/ui/page';
import { AlertFilterBar } from './alert-filter-bar';
import { type AlertFilters, filtersOf, filtersToParameters } from './alert-filters';
import { AlertList } from './alert-list';
import { KIND_WORDS } from './alert-words';
import { alertsOf, alertsQuery } from './alerts-query';
import { setSilence, silenceWords } from './silence';

export function Component() {
  const { workspaceId = '' } = useParams();
  const workspace = useQuery(workspaceQuery(workspaceId)).data;
  return (
    <Page
      title="Alerts"
      within={workspace?.name}
      lead="What somebody should know of. Each cause is told once, and the list says when it is over."
      actions={
        <Link className={buttonClass()} to={alertRulesPath(workspaceId)}>
          Rules and channels
        </Link>
      }
    >
      <Permitted workspaceId={workspaceId} permission="alerts:read" purpose="see alerts">
        <Alerts key={workspaceId} workspaceId={workspaceId} />
      </Permitted>
    </Page>
  );
}

function Alerts({ workspaceId }: { workspaceId: string }) {
  const [parameters, setParameters] = useSearchParams();
  const { cursor, ways, toFirst } = usePages();
  const filters = useMemo(() => filtersOf(parameters), [parameters]);
  const query = useQuery(alertsQuery(workspaceId, filters, cursor));
  const maySilence = useAccess(workspaceId)?.may('alerts:write') ?? false;
  const { silence, done, failure, undo } = useSilencing(workspaceId);
  const setFilters = (changed: AlertFilters) => setParameters(filtersToParameters(changed), { replace: true });
  return (
    <>
      {!maySilence && <ForbiddenNote permission="alerts:write" purpose="silence alerts and change the rules" />}
      <AlertFilterBar workspaceId={workspaceId} filters={filters} onChange={setFilters} />
      {failure !== null && <ErrorNotice error={failure} title="Nothing was silenced or told again." />}
      {done && (
        <Notice actions={<Button onClick={() => void undo()}>Undo</Button>}>
          <p>{done}</p>
        </Notice>
      )}
      <AlertList
        query={query}
        filters={filters}
        cursor={cursor}
        pages={ways(query.isPlaceholderData ? null : query.data?.nextCursor)}
        onFilters={setFilters}
        onNewest={toFirst}
        maySilence={maySilence}
        onSilence={(alert, wanted) => void silence(alert, wanted)}
      />
    </>
  );
}

interface Silenced {
  /** As it was before. */
  readonly alert: AlertView;
  readonly words: string;
}

function useSilencing(workspaceId: string) {
  const queryClient = useQueryClient();
  const announce = useAnnounce();
  const [last, setLast] = useState<Silenced | null>(null);
  const [failure, setFailure] = useState<unknown>(null);

  const change = async (alert: AlertView, wanted: AlertView['silenced']): Promise<AlertView | null> => {
    setFailure(null);
    try {
      const changed = await setSilence(alert, wanted);
      await queryClient.invalidateQueries({ queryKey: alertsOf(workspaceId) });
      return changed;
    } catch (error) {
      setFailure(error);
      return null;
    }
  };

  const silence = async (alert: AlertView, wanted: AlertView['silenced']) => {
    setLast(null);
    const changed = await change(alert, wanted);
    if (changed === null) return;
    const words = wordsAfter(changed);
    setLast({ alert, words });
    announce(words);
  };

  const undo = async () => {
    if (last === null || (await change(last.alert, last.alert.silenced)) === null) return;
    setLast(null);
    announce('It is as it was before.');
  };

  return { silence, undo, failure, done: last?.words ?? null };
}

function wordsAfter({ kind, keyId, silenced }: AlertView): string {
  const what = `“${KIND_WORDS[kind].title}” about ${keyId === null ? 'the workspace' : 'this key'}`;
  return silenced === null
    ? `${what} is told again.`
    : `${what} is ${silenceWords(silenced)}. It stays in the list, as does what follows, and is told nowhere else.`;
}
