/** What customers paid and what suppliers were paid; and what falls due in the next weeks. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import { useSetting } from '@/form/setting';
import { Decimal, plainNumber, showNumber } from '@/lib/decimal';
import { Panel } from './Figures';
import type { HomeFigures } from './home';

type Owed = NonNullable<HomeFigures['receivable']>;

const SPANS = [
  { span: 'overdue', label: 'home.dueBefore' },
  { span: 'week', label: 'home.dueInAWeek' },
  { span: 'month', label: 'home.dueInAMonth' },
  { span: 'later', label: 'home.dueLater' },
] as const;

type Span = (typeof SPANS)[number]['span'];

export function Money({ found }: { found: HomeFigures }) {
  const { t } = useTranslation();
  const { digits } = useSetting();
  const { today, month_begins: begins } = found;
  const sides = [
    { form: 'customer_payment', told: found.collected, words: ['home.gotToday', 'home.gotMonth'] },
    { form: 'supplier_payment', told: found.paid, words: ['home.paidToday', 'home.paidMonth'] },
  ] as const;
  const figure = (form: string, label: string, value: string, since: string) => {
    const search = { state: 'confirmed', date: `${since}..${today}` };
    return (
      <Link key={label} to="/records/$form" params={{ form }} search={search} className="figure">
        <span>{label}</span>
        <b>{showNumber(value, digits)}</b>
      </Link>
    );
  };
  return (
    <Panel title={t('home.money')}>
      {sides.flatMap(({ form, told, words: [day, month] }) =>
        told
          ? [figure(form, t(day), told.today, today), figure(form, t(month), told.month, begins)]
          : [],
      )}
    </Panel>
  );
}

/** What of an open amount falls due when; what is left after the three others comes later. */
function due(owed: Owed | null | undefined, span: Span): Decimal {
  if (!owed) return new Decimal(0);
  if (span !== 'later') return new Decimal(owed[span]);
  return new Decimal(owed.left).minus(owed.overdue).minus(owed.week).minus(owed.month);
}

export function Forecast({ found }: { found: HomeFigures }) {
  const { t } = useTranslation();
  const { digits } = useSetting();
  const { receivable, payable } = found;
  const show = (value: Decimal) => showNumber(plainNumber(value), digits);
  const both = !!receivable && !!payable;
  const sum = { in: new Decimal(0), out: new Decimal(0) };
  return (
    <section className="panel home-forecast" aria-label={t('home.forecast')}>
      <h2>{t('home.forecast')}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('home.due')}</th>
            {receivable && (
              <th scope="col">
                <Link to="/reports/$report" params={{ report: 'receivable_ageing' }}>
                  {t('home.comesIn')}
                </Link>
              </th>
            )}
            {payable && (
              <th scope="col">
                <Link to="/reports/$report" params={{ report: 'payable_ageing' }}>
                  {t('home.goesOut')}
                </Link>
              </th>
            )}
            {both && <th scope="col">{t('home.soFar')}</th>}
          </tr>
        </thead>
        <tbody>
          {SPANS.map(({ span, label }) => {
            const [comes, goes] = [due(receivable, span), due(payable, span)];
            sum.in = sum.in.plus(comes);
            sum.out = sum.out.plus(goes);
            return (
              <tr key={span}>
                <th scope="row">{t(label)}</th>
                {receivable && <td>{show(comes)}</td>}
                {payable && <td>{show(goes)}</td>}
                {both && <td>{show(sum.in.minus(sum.out))}</td>}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
