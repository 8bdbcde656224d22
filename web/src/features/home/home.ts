/** Today's and this month's figures, as the server tells them to this person. */
import { useQuery } from '@tanstack/react-query';

import { get } from '@/lib/api';

export interface Traded {
  net: string;
  gross: string;
  margin?: string;
}

export interface Trade {
  today: Traded;
  month: Traded;
  days: { day: string; net: string }[];
}

export interface Owed {
  left: string;
  overdue: string;
}

/** What this person may not see is absent. */
export interface HomeFigures {
  today: string;
  month_begins: string;
  sales?: Trade;
  purchases?: Trade;
  receivable?: Owed;
  payable?: Owed;
  stock_value?: string;
  /** products that orders wait for */
  waiting?: number;
  /** how many products lie below their minimum or above their maximum, warehouse by warehouse */
  limits?: { below: number; above: number };
  /** draft, open or late → form → how many */
  counts: Partial<Record<'draft' | 'open' | 'late', Record<string, number>>>;
}

export function useHome() {
  return useQuery({
    // among the records: whoever changes one makes these figures stale
    queryKey: ['records', 'home'],
    queryFn: ({ signal }) => get<HomeFigures>('/api/v1/home', undefined, signal),
  });
}
