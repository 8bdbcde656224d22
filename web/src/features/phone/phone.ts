/** The work before the shelves: what is received, what is delivered, and who may. */
import { queryOptions } from '@tanstack/react-query';

import type { Condition } from '@/form/form';
import { get } from '@/lib/api';
import { lastKnown } from '@/lib/known';
import type { Served } from '@/lib/server';
import { may, type Session } from '@/lib/session';
import type { Sheet } from './basket';

export type Meaning = Served<'MeaningOut'>;
export type Work = 'receive' | 'deliver';

/** A kind of document of which goods come or leave. */
export interface Source {
  form: 'purchase_order' | 'stock_transfer' | 'sales_order';
  target: string;
  filter: Condition[];
  fields: string[];
}

const OPEN: Condition[] = [
  ['state', '=', 'confirmed'],
  ['progress', 'in', ['none', 'partial']],
];
const ORDER = ['number', 'date', 'partner', 'warehouse', 'progress', 'remark'];

const SOURCES: Record<Work, Source[]> = {
  receive: [
    { form: 'purchase_order', target: 'purchase_receipt', filter: OPEN, fields: ORDER },
    {
      form: 'stock_transfer',
      target: 'transfer_receipt',
      filter: [...OPEN, ['in_steps', '=', true]],
      fields: ['number', 'date', 'warehouse', 'into', 'progress', 'remark'],
    },
  ],
  deliver: [{ form: 'sales_order', target: 'sales_delivery', filter: OPEN, fields: ORDER }],
};

/** Makes and confirms documents of this form. */
function confirms(session: Session, form: string): boolean {
  return may(session, form, 'add') && may(session, form, 'confirm');
}

/** Of what this person receives or delivers. */
export function sourcesOf(work: Work, session: Session): Source[] {
  return SOURCES[work].filter(
    ({ form, target }) => may(session, form, 'view') && confirms(session, target),
  );
}

export function isWork(work: string): work is Work {
  return work in SOURCES;
}

export function isSource(work: Work, form: string): form is Source['form'] {
  return SOURCES[work].some((one) => one.form === form);
}

export function mayTransfer(session: Session): boolean {
  return confirms(session, 'stock_transfer');
}

export function maySeeGoods(session: Session): boolean {
  return may(session, 'product', 'view') && may(session, 'stock', 'view');
}

/** Whether there is any work for this person here. */
export function hasWork(session: Session): boolean {
  return (
    sourcesOf('receive', session).length > 0 ||
    sourcesOf('deliver', session).length > 0 ||
    mayTransfer(session) ||
    may(session, 'count_plan', 'count')
  );
}

export function sheetQuery(form: string, id: string) {
  return queryOptions({
    queryKey: ['handling', form, id],
    queryFn: ({ signal }) =>
      lastKnown(`handling ${form} ${id}`, () =>
        get<Sheet>(`/api/v1/handling/${form}/${id}`, {}, signal),
      ),
    staleTime: 30_000,
    // At the desk it may be changed, or done by somebody else, while this page is open all day.
    refetchInterval: 60_000,
  });
}

/** Nothing that we have is called by more letters. */
const LONGEST = 200;
const MEANS_NOTHING: Meaning = {
  ...{ goods: [], location: '', place: null, warehouse: null, state: '' },
};

/** What a code means that the sheet does not know; it needs a connection. */
export async function meaningOf(
  code: string,
  warehouse = '',
  signal?: AbortSignal,
): Promise<Meaning> {
  if (code.length > LONGEST) return MEANS_NOTHING;
  return get<Meaning>('/api/v1/handling/meaning', { code, warehouse }, signal);
}
