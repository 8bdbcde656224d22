/** 操作日志: what was done in this company, as the server tells it. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';

import type { Page } from '@/form/form';
import { get } from '@/lib/api';

export interface AuditChange {
  label: string;
  before: string;
  after: string;
}

export interface AuditRow {
  id: string;
  at: string;
  by: { id: string; name: string } | null;
  form: string;
  form_label: string;
  record: string;
  /** its number, or its code and name; empty when it is gone or has none */
  label: string;
  /** it can be opened */
  link: boolean;
  action: string;
  action_label: string;
  changes: AuditChange[];
  request: string;
}

interface Choice {
  value: string;
  label: string;
}

export interface AuditChoices {
  forms: Choice[];
  actions: Choice[];
  people: Choice[];
}

/** What the address line may hold, under the names that the server asks for. */
export const FILTERS = ['number', 'form', 'action', 'by', 'since', 'until', 'record'] as const;

export function filtersOf(search: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    FILTERS.flatMap((name) => (search[name] ? [[name, search[name]]] : [])),
  );
}

export function useAudit(filters: Record<string, string>) {
  return useInfiniteQuery({
    queryKey: ['audit', filters],
    queryFn: ({ pageParam, signal }) =>
      get<Page<AuditRow>>('/api/v1/audit', { ...filters, limit: 100, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}

export function useAuditChoices() {
  return useQuery({
    queryKey: ['audit', 'choices'],
    queryFn: ({ signal }) => get<AuditChoices>('/api/v1/audit/choices', {}, signal),
    staleTime: 300_000,
  });
}
