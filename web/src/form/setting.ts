/** The company's currency and clock, for showing figures and times. */
import { useMemo } from 'react';

import { useSession } from '@/lib/session';
import type { Setting } from './kinds';

export function useSetting(): Setting {
  const { company } = useSession();
  return useMemo(
    () => ({ digits: company.digits, zone: company.time_zone }),
    [company.digits, company.time_zone],
  );
}
