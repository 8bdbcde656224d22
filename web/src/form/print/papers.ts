/** Sizes of paper, and what is asked of the server for one. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';

import { get, send } from '@/lib/api';
import type { Served } from '@/lib/server';
import type { Condition } from '../form';

export interface Size {
  /** in millimetres, as it lies in the printer */
  width: number;
  height: number;
  /** blank on every side; more at the left and right of paper with holes */
  margin: [vertical: number, horizontal: number];
}

export const sizes = {
  a4: { width: 210, height: 297, margin: [12, 12] },
  a4Wide: { width: 297, height: 210, margin: [10, 12] },
  a5Wide: { width: 210, height: 148, margin: [8, 10] },
  /** 三联单: continuous paper of three layers, half a sheet */
  triple: { width: 241, height: 140, margin: [6, 15] },
  /** a third of a sheet */
  tripleThird: { width: 241, height: 93, margin: [5, 15] },
  /** one label of a roll */
  label: { width: 60, height: 40, margin: [2, 2] },
  labelSmall: { width: 40, height: 30, margin: [2, 2] },
  labelWide: { width: 80, height: 50, margin: [2, 2] },
  /** labels side by side on a sheet: 24 of 70 × 37.1 mm, 40 of 52.5 × 29.7 */
  labels24: { width: 210, height: 297, margin: [0, 0], across: 3, down: 8 },
  labels40: { width: 210, height: 297, margin: [0, 0], across: 4, down: 10 },
} as const satisfies Record<string, Size & { across?: number; down?: number }>;

export type SizeName = keyof typeof sizes;
export type LabelSize = Extract<SizeName, `label${string}`>;

export const labelWords = {
  label: 'print.sizes.label',
  labelSmall: 'print.sizes.labelSmall',
  labelWide: 'print.sizes.labelWide',
  labels24: 'print.sizes.labels24',
  labels40: 'print.sizes.labels40',
} as const satisfies Record<LabelSize, string>;
export const labelSizes = Object.keys(labelWords) as LabelSize[];

export function isLabelSize(name: SizeName): name is LabelSize {
  return labelSizes.some((one) => one === name);
}

export function isSize(name: string | null): name is SizeName {
  return name !== null && name in sizes;
}

export type PaperOut = Served<'PaperOut'>;
export type PaperLabel = Served<'PaperLabel'>;
export type ListPaperOut = Served<'ListPaperOut'>;

export function papersQuery(form: string, ids: string, prices: boolean) {
  return queryOptions({
    queryKey: ['print', form, ids, prices],
    queryFn: async ({ signal }) =>
      (
        await get<Served<'PaperList'>>(
          `/api/v1/records/${form}/print`,
          { ids, prices: prices ? null : 'false' },
          signal,
        )
      ).items,
    enabled: ids !== '',
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
}

export interface Listed {
  filter: Condition[];
  q: string;
  sort: string;
  /** the columns, or those of the list */
  fields: string;
}

/** The list as it is asked of the server. */
export function asked({ filter, q, sort, fields }: Listed) {
  return {
    filter: filter.length ? JSON.stringify(filter) : null,
    q: q.trim(),
    sort,
    fields: fields || null,
  };
}

export function listPaperQuery(form: string, wanted: Listed | null) {
  return queryOptions({
    queryKey: ['print', form, 'list', wanted],
    queryFn: ({ signal }) =>
      get<ListPaperOut>(`/api/v1/records/${form}/print/list`, wanted ? asked(wanted) : {}, signal),
    enabled: wanted !== null,
    staleTime: 0,
  });
}

/** Tells the server that these are printed now, for the audit. */
export async function notePrinting(form: string, ids: string): Promise<void> {
  await send(`/api/v1/records/${form}/print`, { method: 'POST', body: { ids: ids.split(',') } });
}

/** What goods are picked for before they leave: drafts of these, and sales orders. */
const PICKED = new Set([
  'sales_order',
  'sales_delivery',
  'sales_exchange',
  'stock_transfer',
  'assembly',
  'stock_issue',
  'loan',
  'purchase_return',
]);

export function isPicked(form: string): boolean {
  return PICKED.has(form);
}

/** The document itself, a pick list of each, or one of all. */
export type Way = 'paper' | 'pick' | 'wave';

export function isWay(name: string): name is Way {
  return name === 'paper' || name === 'pick' || name === 'wave';
}

export function picksQuery(form: string, ids: string, together: boolean) {
  return queryOptions({
    queryKey: ['print', form, 'pick', ids, together],
    queryFn: async ({ signal }) =>
      (
        await get<Served<'PaperList'>>(
          `/api/v1/picking/${form}`,
          { ids, together: together ? 'true' : null },
          signal,
        )
      ).items,
    enabled: ids !== '',
    staleTime: 0,
    retry: false,
  });
}
