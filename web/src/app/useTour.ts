/** The tour of the demo company: offered once to each person, at home and where there is room. */
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import { get } from '@/lib/api';
import { recall, remember } from '@/lib/remember';
import type { Served } from '@/lib/server';
import { useSession } from '@/lib/session';

const NONE = 'none';

interface Tour {
  shown: boolean;
  end(): void;
  /** begins it again; null where there is none */
  begin: (() => void) | null;
}

export function useTour(path: string, room: boolean): Tour {
  const navigate = useNavigate();
  const { user, company, kept } = useSession();
  const name = `huolang.tour:${user.id}:${String(company.id)}`;
  // What was answered once stays so; only a tour that is still to be seen is asked for again.
  const known = recall(name);
  const [asked, ask] = useState<boolean | null>(null);
  const found = useQuery({
    queryKey: ['tour', user.id, company.id],
    queryFn: async ({ signal }) => {
      const { tour } = await get<Served<'TourOut'>>('/api/v1/tour', {}, signal);
      if (tour !== 'new') remember(name, tour ?? NONE);
      return tour;
    },
    enabled: room && !kept && known === null,
    staleTime: Infinity,
  });
  const there = room && (known === null ? Boolean(found.data) : known !== NONE);
  return {
    shown: there && path === '/' && (asked ?? found.data === 'new'),
    end: () => {
      remember(name, 'seen');
      ask(false);
    },
    begin: there
      ? () => {
          ask(true);
          void navigate({ to: '/' });
        }
      : null,
  };
}
