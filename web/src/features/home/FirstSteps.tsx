/** 开账向导 on the home page: how far the company is, and the way back to where somebody stopped. */
import { CheckCircleFilled, MinusCircleOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { send } from '@/lib/api';
import { ButtonLink } from '@/ui/ButtonLink';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { STEP_TITLES } from '@/ui/steps';
import type { HomeFigures } from './home';

function useHide() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      send('/api/v1/settings', { method: 'PATCH', body: { values: { 'setup.shown': false } } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['records'] }),
  });
}

const MARKS: Record<string, ReactNode> = {
  done: <CheckCircleFilled />,
  skipped: <MinusCircleOutlined />,
};

export function FirstSteps({ steps }: { steps: NonNullable<HomeFigures['steps']> }): ReactNode {
  const { t } = useTranslation();
  const hide = useHide();
  const done = steps.filter((one) => one.state === 'done').length;
  const sold = steps.some((one) => one.name === 'sale' && one.state === 'done');
  const progress = t('steps.progress', { done, all: steps.length });
  return (
    <section className="panel steps" aria-label={t('steps.title')}>
      <div className="page-head">
        <h2>{t('steps.title')}</h2>
        <span className="quiet">{sold ? t('steps.sold') : progress}</span>
        <span className="spacer" />
        <Button
          type="text"
          size="small"
          loading={hide.isPending}
          onClick={() => {
            hide.mutate();
          }}
        >
          {t('steps.hide')}
        </Button>
        <ButtonLink size="small" to="/setup" color="primary" variant="solid">
          {t(sold ? 'steps.after' : done > 0 ? 'steps.goOn' : 'steps.begin')}
        </ButtonLink>
      </div>
      {hide.error && <ProblemAlert error={hide.error} />}
      <ol>
        {steps.map(({ name, state }, index) => (
          <li key={name} className={`is-${state}`}>
            <Link to="/setup" search={{ step: name }}>
              <span className="step-mark" aria-hidden="true">
                {MARKS[state] ?? index + 1}
              </span>
              {t(STEP_TITLES[name as keyof typeof STEP_TITLES])}
              {state !== 'open' && (
                <span className="sr-only">
                  {t(state === 'done' ? 'steps.done' : 'steps.skipped')}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ol>
    </section>
  );
}
