import { AUDIT_ACTIONS, type AuditAction } from '@latchkey/vocabulary';

/** As the address holds them. Days are those of the reader's calendar. */
export interface AuditFilters {
  readonly action?: AuditAction;
  readonly actorId?: string;
  readonly targetId?: string;
  readonly from?: string;
  readonly to?: string;
}

const ID = /^[a-z]+_[0-9a-z]{1,60}$/;
const SYSTEM = 'system';
const DAY = /^\d{4}-\d\d-\d\d$/;

/** As they are given out: a pasted secret has upper-case letters, or a second underscore. */
export const isId = (text: string): boolean => ID.test(text);

const isDay = (text: string): boolean => DAY.test(text) && startOfDay(text, 0) !== null;

/** Anything may stand in an address; what is no filter is ignored. */
export function filtersOf(parameters: URLSearchParams): AuditFilters {
  const text = (name: string, isOne: (text: string) => boolean) => {
    const value = parameters.get(name)?.trim() ?? '';
    return isOne(value) ? { [name]: value } : {};
  };
  const action = AUDIT_ACTIONS.find((each) => each === parameters.get('action'));
  return {
    ...(action && { action }),
    ...text('actorId', (id) => id === SYSTEM || isId(id)),
    ...text('targetId', isId),
    ...text('from', isDay),
    ...text('to', isDay),
  };
}

export const isFiltered = (filters: AuditFilters): boolean => Object.keys(filters).length > 0;

/** A changed filter begins at the newest entry again. */
export const filtersToParameters = (filters: AuditFilters): URLSearchParams => new URLSearchParams({ ...filters });

/** As the server wants them: moments, of which the last does not count any more. */
export function filtersForRequest({ from, to, ...rest }: AuditFilters) {
  const [fromAt, toAt] = [from && startOfDay(from, 0), to && startOfDay(to, 1)];
  return { ...rest, ...(fromAt && { from: fromAt }), ...(toAt && { to: toAt }) };
}

function startOfDay(day: string, daysLater: number): string | null {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const start = new Date(year, month - 1, date + daysLater);
  return Number.isNaN(start.getTime()) || start.getFullYear() < 1970 ? null : start.toISOString();
}
