/** The question that the address line keeps, and how another one is asked. */
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo } from 'react';

import { todayIn } from '@/lib/dates';
import { said } from './periods';
import { complete, type Question, type Report } from './reports';

export function useQuestion(report: Report, search: Question, zone: string) {
  const navigate = useNavigate();
  const today = todayIn(zone);
  const question = useMemo(() => complete(report, search, today), [report, search, today]);
  const ask = useCallback(
    (next: Question) => {
      void navigate({
        to: '/reports/$report',
        params: { report: report.name },
        search: said(next),
        replace: true,
      });
    },
    [navigate, report.name],
  );
  const change = (more: Question) => {
    const all = Object.entries({ ...question, ...more });
    ask(Object.fromEntries(all.filter(([, value]) => value !== '')));
  };
  // The address line tells the whole question, so that whoever gets it sees the same figures.
  const missing = Object.entries(said(question)).some(([one, value]) => value !== search[one]);
  useEffect(() => {
    if (missing) ask(question);
  }, [missing, ask, question]);
  return { question, ask, change };
}
