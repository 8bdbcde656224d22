/** Of all that the server counts, what is there to be done by this person. Pure. */
import { may, type Session } from '@/lib/session';
import type { HomeFigures } from './home';

export interface Waiting {
  key: string;
  says:
    | 'home.lateOf'
    | 'home.openOf'
    | 'home.draftOf'
    | 'home.waiting'
    | 'home.below'
    | 'home.above'
    | 'home.expired'
    | 'home.near'
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

export function waiting(found: HomeFigures, session: Session): Waiting[] {
  const { late = {}, open = {}, draft = {} } = found.counts;
  const forms = session.menu.flatMap((group) => group.items);
  const items: Waiting[] = [];
  for (const { form, label } of forms) {
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
  if (found.limits) {
    const told = { label: '', report: 'stock_alerts' };
    const count = found.waiting ?? 0;
    items.push(
      { key: 'waiting', says: 'home.waiting', label: '', count, late: true, search: {} },
      {
        key: 'below',
        says: 'home.below',
        ...told,
        count: found.limits.below,
        late: true,
        search: { state: 'below' },
      },
      {
        key: 'above',
        says: 'home.above',
        ...told,
        count: found.limits.above,
        late: false,
        search: { state: 'above' },
      },
    );
  }
  if (found.batches) {
    const told = { label: '', report: 'batch_stock' };
    const { expired, near } = found.batches;
    items.push(
      {
        key: 'expired',
        says: 'home.expired',
        ...told,
        count: expired,
        late: true,
        search: { state: 'expired' },
      },
      {
        key: 'near',
        says: 'home.near',
        ...told,
        count: near,
        late: false,
        search: { state: 'near' },
      },
    );
  }
  for (const { form, label } of forms) {
    const told = { form, label, count: open[form] ?? 0, late: false };
    const search = { state: 'confirmed', progress: 'none,partial' };
    items.push({ key: `${form}-confirmed`, says: 'home.openOf', ...told, search });
  }
  for (const { form, label } of forms) {
    // Somebody else's drafts wait for somebody else.
    if (!may(session, form, 'confirm')) continue;
    const told = { form, label, count: draft[form] ?? 0, late: false };
    items.push({ key: `${form}-draft`, says: 'home.draftOf', ...told, search: { state: 'draft' } });
  }
  return items.filter((one) => one.count > 0);
}
