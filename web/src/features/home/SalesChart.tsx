/** Net sales of the last thirty days, a bar a day; each leads to the documents of its day. */
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import { useSetting } from '@/form/setting';
import { showNumber } from '@/lib/decimal';

const HEIGHT = 96;
const STEP = 20;
const BAR = 13;

interface Props {
  days: { day: string; net: string }[];
}

export function SalesChart({ days }: Props) {
  const { t } = useTranslation();
  const { digits } = useSetting();
  const navigate = useNavigate();
  // Heights of bars may be floating point; figures never are.
  const values = days.map((one) => Number(one.net));
  const top = Math.max(0, ...values);
  const bottom = Math.min(0, ...values);
  const scale = HEIGHT / (top - bottom || 1);
  const zero = top * scale;
  const width = days.length * STEP;
  return (
    <section className="panel chart" aria-label={t('home.chart')}>
      <h2>{t('home.chart')}</h2>
      <svg
        viewBox={`0 0 ${String(width)} ${String(HEIGHT)}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t('home.chart')}
      >
        <line x1={0} x2={width} y1={zero} y2={zero} className="chart-zero" />
        {days.map(({ day, net }, index) => {
          const value = values[index] ?? 0;
          const height = Math.max(Math.abs(value) * scale, value === 0 ? 0 : 1);
          return (
            <g
              key={day}
              className="chart-day"
              onClick={() => {
                void navigate({
                  to: '/reports/$report',
                  params: { report: 'sales' },
                  search: { view: 'document', since: day, until: day },
                });
              }}
            >
              <title>{`${day}  ${showNumber(net, digits)}`}</title>
              <rect x={index * STEP} y={0} width={STEP} height={HEIGHT} className="chart-hit" />
              <rect
                x={index * STEP + (STEP - BAR) / 2}
                y={value < 0 ? zero : zero - height}
                width={BAR}
                height={height}
                className={value < 0 ? 'chart-bar is-negative' : 'chart-bar'}
              />
            </g>
          );
        })}
      </svg>
      <div className="chart-days" aria-hidden="true">
        {days.map(({ day }, index) => (
          <span key={day}>{index % 5 === 4 ? day.slice(5) : ''}</span>
        ))}
      </div>
    </section>
  );
}
