/** After the last step: what came of it, what was left out, and where to read on. */
import { CheckCircleFilled } from '@ant-design/icons';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

import { NEW } from '@/lib/newRecord';
import { ButtonLink } from '@/ui/ButtonLink';
import { STEP_TITLES } from '@/ui/steps';
import { isStep, stateOf, STEPS, useSettle, type Setup } from './setup';

const NEXT = [
  ['buying', 'setup.readBuying'],
  ['selling', 'setup.readSelling'],
  ['stock', 'setup.readStock'],
  ['counting', 'setup.readCounting'],
  ['money', 'setup.readMoney'],
  ['phone', 'setup.readPhone'],
] as const;

export function TheEnd({ setup }: { setup: Setup }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const settle = useSettle();
  const left = STEPS.filter((name) => stateOf(setup, name) !== 'done');
  const sold = !left.includes('sale');
  return (
    <section className="panel setup-step" aria-labelledby="setup-step">
      <h2 id="setup-step">
        {sold && <CheckCircleFilled className="good" />} {t(sold ? 'setup.sold' : 'setup.soFar')}
      </h2>
      <p className="quiet">{t(sold ? 'setup.soldHelp' : 'setup.soFarHelp')}</p>
      {left.length > 0 && (
        <>
          <h3>{t('setup.left')}</h3>
          <ul className="setup-links">
            {left.filter(isStep).map((name) => (
              <li key={name}>
                <Link to="/setup" search={{ step: name }}>
                  {t(STEP_TITLES[name])}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>{t('setup.whatNext')}</h3>
      <ul className="setup-links">
        {NEXT.map(([page, words]) => (
          <li key={page}>
            <Link to="/guide/$page" params={{ page }}>
              {t(words)}
            </Link>
          </li>
        ))}
        <li>
          <Link to="/records/$form/$id" params={{ form: 'opening_balance', id: NEW }}>
            {t('setup.readOpening')}
          </Link>
        </li>
      </ul>
      <div className="setup-foot">
        <span className="spacer" />
        {sold ? (
          <Button
            type="primary"
            loading={settle.isPending}
            onClick={() => {
              settle.mutate(
                { shown: false },
                {
                  onSuccess: () => {
                    void navigate({ to: '/' });
                  },
                },
              );
            }}
          >
            {t('setup.finish')}
          </Button>
        ) : (
          <ButtonLink to="/">{t('app.toHome')}</ButtonLink>
        )}
      </div>
    </section>
  );
}
