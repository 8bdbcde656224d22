/** 起步: what a new company does before its first sale, one after the other. */
import { CheckCircleFilled } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { recall, remember } from '@/lib/remember';
import { may, useSession } from '@/lib/session';
import { ButtonLink } from '@/ui/ButtonLink';
import type { HomeFigures } from './home';

/** What each step says, and where it is done: on a page, or with a form by hand or from a file. */
const STEPS = {
  company: {
    title: 'steps.company.title',
    help: 'steps.company.help',
    go: 'steps.company.go',
    page: '/settings',
  },
  product: {
    title: 'steps.product.title',
    help: 'steps.product.help',
    go: 'steps.product.go',
    form: 'product',
  },
  partner: {
    title: 'steps.partner.title',
    help: 'steps.partner.help',
    go: 'steps.partner.go',
    form: 'partner',
  },
  stock: {
    title: 'steps.stock.title',
    help: 'steps.stock.help',
    go: 'steps.stock.go',
    form: 'opening_stock',
  },
  people: {
    title: 'steps.people.title',
    help: 'steps.people.help',
    go: 'steps.people.go',
    page: '/people',
  },
  sale: {
    title: 'steps.sale.title',
    help: 'steps.sale.help',
    go: 'steps.sale.go',
    form: 'sales_delivery',
  },
} as const;

type Name = keyof typeof STEPS;

function Ways({ name, next }: { name: Name; next: boolean }) {
  const { t } = useTranslation();
  const session = useSession();
  const look = next ? ({ color: 'primary', variant: 'solid' } as const) : {};
  const step = STEPS[name];
  if ('page' in step) {
    return (
      <ButtonLink size="small" to={step.page} {...look}>
        {t(step.go)}
      </ButtonLink>
    );
  }
  const { form } = step;
  return (
    <>
      {name !== 'sale' && may(session, form, 'import') && (
        <Link to="/records/$form/import" params={{ form }} className="step-way">
          {t('steps.import')}
        </Link>
      )}
      <ButtonLink size="small" to="/records/$form/new" params={{ form }} {...look}>
        {t(step.go)}
      </ButtonLink>
    </>
  );
}

export function FirstSteps({ steps }: { steps: NonNullable<HomeFigures['steps']> }): ReactNode {
  const { t } = useTranslation();
  const { company } = useSession();
  const key = `huolang.steps.${company.id}`;
  const [hidden, setHidden] = useState(recall(key) === '0');
  if (hidden) return null;
  const next = steps.find((one) => !one.done)?.name;
  return (
    <section className="panel steps" aria-label={t('steps.title')}>
      <div className="page-head">
        <h2>{t('steps.title')}</h2>
        <span className="quiet">{t('steps.explain')}</span>
        <span className="spacer" />
        <Button
          type="text"
          size="small"
          onClick={() => {
            remember(key, '0');
            setHidden(true);
          }}
        >
          {t('steps.hide')}
        </Button>
      </div>
      <ol>
        {steps.map(({ name, done }, index) => {
          const known = name as Name;
          return (
            <li key={name} className={done ? 'is-done' : ''}>
              <span className="step-mark" aria-hidden="true">
                {done ? <CheckCircleFilled /> : index + 1}
              </span>
              <div>
                <b>{t(STEPS[known].title)}</b>
                {done && <span className="sr-only">{t('steps.done')}</span>}
                <p className="quiet">{t(STEPS[known].help)}</p>
              </div>
              <span className="step-ways">
                <Ways name={known} next={name === next} />
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
