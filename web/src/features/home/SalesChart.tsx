/** Net sales of the last thirty days, a bar a day; each leads to the documents of its day. */
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import { useSetting } from '@/form/setting';
import { showNumber } from '@/lib/decimal';
import { Bars } from '@/ui/Bars';

interface Props {
  days: { day: string; net: string }[];
}

export function SalesChart({ days }: Props) {
  const { t } = useTranslation();
  const { digits } = useSetting();
  const navigate = useNavigate();
  const bars = days.map(({ day, net }) => ({
    key: day,
    label: day,
    short: day.slice(5),
    value: Number(net),
    told: showNumber(net, digits),
  }));
  return (
    <section className="panel chart" aria-label={t('home.chart')}>
      <h2>{t('home.chart')}</h2>
      <Bars
        bars={bars}
        words={t('home.chart')}
        onOpen={(day) => {
          void navigate({
            to: '/reports/$report',
            params: { report: 'sales' },
            search: { view: 'document', since: day, until: day },
          });
        }}
      />
    </section>
  );
}
