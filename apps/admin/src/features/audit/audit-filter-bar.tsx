import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useCurrentUser } from '../../shared/api/current-user';
import { everyMemberQuery } from '../../shared/records/members';
import { containsWholeKey } from '../../shared/reveal/paste-guard';
import { SelectField, TextField } from '../../shared/ui/field';
import { ACTION_WORDS, actionGroups } from './action-words';
import { type AuditFilters, filtersOf, isId } from './audit-filters';
import styles from './audit-log.module.css';
import type { AuditScope } from './audit-query';

interface AuditFilterBarProps {
  workspaceId: AuditScope;
  filters: AuditFilters;
  onChange: (filters: AuditFilters) => void;
}

export function AuditFilterBar({ workspaceId, filters, onChange }: AuditFilterBarProps) {
  const change = (name: keyof AuditFilters) => (value: string) =>
    onChange(filtersOf(new URLSearchParams({ ...filters, [name]: value })));
  return (
    <search className={styles.filters} aria-label="Audit log">
      <SelectField
        label="Action"
        value={filters.action ?? ''}
        onChange={(event) => change('action')(event.target.value)}
      >
        <option value="">All actions</option>
        {actionGroups(workspaceId !== null).map(({ subject, actions }) => (
          <optgroup key={subject} label={subject}>
            {actions.map((action) => (
              <option key={action} value={action}>
                {ACTION_WORDS[action]}
              </option>
            ))}
          </optgroup>
        ))}
      </SelectField>
      <ActorField workspaceId={workspaceId} actorId={filters.actorId ?? ''} onChange={change('actorId')} />
      <TargetField key={filters.targetId} targetId={filters.targetId ?? ''} onChange={change('targetId')} />
      <DayField label="From" day={filters.from} onChange={change('from')} />
      <DayField label="To" day={filters.to} onChange={change('to')} />
    </search>
  );
}

interface ActorFieldProps {
  workspaceId: AuditScope;
  actorId: string;
  onChange: (actorId: string) => void;
}

/** Who is known by name. Everybody else is chosen from an entry of theirs. */
function ActorField({ workspaceId, actorId, onChange }: ActorFieldProps) {
  const me = useCurrentUser().data?.user;
  const members = useQuery({ ...everyMemberQuery(workspaceId ?? ''), enabled: workspaceId !== null }).data ?? [];
  const known = [
    ...(me ? [{ id: me.id, name: `You (${me.email})` }] : []),
    ...members
      .filter(({ userId }) => userId !== me?.id)
      .map(({ userId, name, email }) => ({ id: userId, name: name || email })),
    { id: 'system', name: 'Latchkey itself' },
  ];
  return (
    <SelectField label="Actor" value={actorId} onChange={(event) => onChange(event.target.value)}>
      <option value="">Anybody</option>
      {known.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
      {actorId !== '' && known.every(({ id }) => id !== actorId) && <option value={actorId}>{actorId}</option>}
    </SelectField>
  );
}

const NO_ID = 'Enter an id, such as key_01k….';

/** Searches once what stands there is an id. A whole key is cleared: it must reach neither the address nor the server. */
function TargetField({ targetId, onChange }: { targetId: string; onChange: (targetId: string) => void }) {
  const [text, setText] = useState(targetId);
  const [fault, setFault] = useState<string | null>(null);
  const change = (typed: string) => {
    const pasted = containsWholeKey(typed);
    setText(pasted ? '' : typed);
    setFault(pasted ? 'That was a whole API key. It was cleared before anything was sent.' : null);
  };
  const settle = () => {
    const id = text.trim();
    if (id !== '' && !isId(id)) return setFault(NO_ID);
    if (id !== targetId) onChange(id);
  };
  return (
    <TextField
      label="Target"
      type="search"
      placeholder="Id of what was changed"
      autoComplete="off"
      spellCheck={false}
      value={text}
      error={fault ?? undefined}
      onChange={(event) => change(event.target.value)}
      onBlur={settle}
      onKeyDown={(event) => event.key === 'Enter' && settle()}
    />
  );
}

interface DayFieldProps {
  label: string;
  day: string | undefined;
  onChange: (day: string) => void;
}

const DayField = ({ label, day = '', onChange }: DayFieldProps) => (
  <TextField label={label} type="date" value={day} onChange={(event) => onChange(event.target.value)} />
);
