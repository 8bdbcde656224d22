/** Of all that the server counts, what is there to be done by this person. Pure. */
import { may, type Session } from '@/lib/session';
import type { HomeFigures } from './home';

export interface Waiting {
  key: string;
  says:
    | 'home.lateOf'
    | 'home.openOf'
    | 'home.inspect'
    | 'home.draftOf'
    | 'home.waiting'
    | 'home.below'
    | 'home.safety'
    | 'home.above'
    | 'home.negative'
    | 'home.expired'
    | 'home.near'
    | 'home.slow'
    | 'home.uncosted'
    | 'home.differences';
  /** of the form */
  label: string;
  count: number;
  late: boolean;
  /** where it leads: to a page, a report, or the list of a form, or else to the stock page */
  page?: '/proof';
  report?: string;
  form?: string;
  search: Record<string, string>;
}

/** What is told of stock; late orders are counted above all of it. */
const ALERTS: readonly { kind: string; says: Waiting['says']; late: boolean }[] = [
  { kind: 'negative', says: 'home.negative', late: true },
  { kind: 'safety', says: 'home.safety', late: true },
  { kind: 'below', says: 'home.below', late: true },
  { kind: 'expired', says: 'home.expired', late: true },
  { kind: 'near', says: 'home.near', late: false },
  { kind: 'above', says: 'home.above', late: false },
  { kind: 'slow', says: 'home.slow', late: false },
  { kind: 'uncosted', says: 'home.uncosted', late: false },
];

export function waiting(found: HomeFigures, session: Session): Waiting[] {
  const { late = {}, open = {}, inspect = {}, draft = {} } = found.counts;
  const forms = session.menu.flatMap((group) => group.items);
  const items: Waiting[] = [];
  for (const { form, plural: label } of forms) {
    const report = `${form}_execution`;
    if (!session.reports.some((one) => one.name === report)) continue;
    const told = { label, count: late[form] ?? 0, late: true };
    items.push({
      key: `${form}-late`,
      says: 'home.lateOf',
      ...told,
      report,
      search: { state: 'late' },
    });
  }
  if (found.differences) {
    items.unshift({
      key: 'differences',
      says: 'home.differences',
      label: '',
      count: found.differences,
      late: true,
      page: '/proof',
      search: {},
    });
  }
  const short: Omit<Waiting, 'count'> = {
    key: 'waiting',
    says: 'home.waiting',
    label: '',
    late: true,
    ...(session.reports.some((one) => one.name === 'promisable')
      ? { report: 'promisable', search: { state: 'short' } }
      : { search: {} }),
  };
  items.push({ ...short, count: found.waiting ?? 0 });
  for (const { kind, says, late } of ALERTS) {
    const count = found.alerts?.[kind] ?? 0;
    items.push({ key: kind, says, label: '', count, late, report: 'alerts', search: { kind } });
  }
  for (const { form, plural: label } of forms) {
    const told = { form, label, count: inspect[form] ?? 0, late: false };
    const search = { state: 'confirmed', inspection: 'none,partial' };
    items.push({ key: `${form}-inspect`, says: 'home.inspect', ...told, search });
  }
  for (const { form, plural: label } of forms) {
    const told = { form, label, count: open[form] ?? 0, late: false };
    const search = { state: 'confirmed', progress: 'none,partial' };
    items.push({ key: `${form}-confirmed`, says: 'home.openOf', ...told, search });
  }
  for (const { form, plural: label } of forms) {
    // Somebody else's drafts wait for somebody else.
    if (!may(session, form, 'confirm')) continue;
    const told = { form, label, count: draft[form] ?? 0, late: false };
    items.push({ key: `${form}-draft`, says: 'home.draftOf', ...told, search: { state: 'draft' } });
  }
  return items.filter((one) => one.count > 0);
}
