/** 开账向导: the steps at the side with what is done and what is left, and the one that is open. */
import { CheckCircleFilled, MinusCircleOutlined } from '@ant-design/icons';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { ProblemAlert } from '@/ui/ProblemAlert';
import { STEP_TITLES } from '@/ui/steps';
import { Waiting } from '@/ui/Waiting';
import {
  after,
  before,
  END,
  firstOpen,
  isStep,
  stateOf,
  STEPS,
  useSettle,
  useSetup,
  type Setup,
  type State,
  type StepName,
} from './setup';
import { TheEnd } from './TheEnd';
import './setup.css';

const HELP = {
  company: 'setup.companyHelp',
  warehouse: 'setup.warehouseHelp',
  people: 'setup.peopleHelp',
  product: 'setup.productHelp',
  partner: 'setup.partnerHelp',
  stock: 'setup.stockHelp',
  sale: 'setup.saleHelp',
} as const;

const SAYS = { open: 'setup.open', done: 'setup.done', skipped: 'setup.skipped' } as const;

/** What is typed into these stays when another step is looked at. */
const TYPED: readonly StepName[] = ['company', 'warehouse'];

interface Props {
  /** from the address line: a step, or what comes after the last one */
  asked: string | undefined;
  body(name: StepName, setup: Setup, onNext: () => void): ReactNode;
}

function Mark({ state, number }: { state: State; number: number }) {
  return (
    <span className="step-mark" aria-hidden="true">
      {state === 'done' ? (
        <CheckCircleFilled />
      ) : state === 'skipped' ? (
        <MinusCircleOutlined />
      ) : (
        number
      )}
    </span>
  );
}

function StepList({ setup, shown }: { setup: Setup; shown: StepName | typeof END }) {
  const { t } = useTranslation();
  const here = useRef<HTMLLIElement>(null);
  useEffect(() => {
    here.current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [shown]);
  return (
    <nav className="setup-steps" aria-label={t('setup.steps')}>
      <ol>
        {STEPS.map((name, index) => {
          const state = stateOf(setup, name);
          const count = setup.steps[index]?.count;
          return (
            <li key={name} ref={name === shown ? here : null} className={`is-${state}`}>
              <Link
                to="/setup"
                search={{ step: name }}
                aria-current={name === shown ? 'step' : undefined}
                className={name === shown ? 'is-shown' : ''}
                activeProps={{}}
              >
                <Mark state={state} number={index + 1} />
                <span>
                  <b>{t(STEP_TITLES[name])}</b>
                  <span className="quiet">
                    {t(SAYS[state])}
                    {state === 'done' && typeof count === 'number' ? ` · ${String(count)}` : ''}
                  </span>
                </span>
              </Link>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

export function SetupPage({ asked, body }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const setup = useSetup({ watched: true });
  const settle = useSettle();
  // Where one began stays, also when the step has become done meanwhile.
  const began = useRef<StepName | typeof END | null>(null);
  if (setup.data) began.current ??= firstOpen(setup.data);
  const typed = useRef(new Set<StepName>());
  const head = (
    <div className="page-head">
      <h1>{t('setup.title')}</h1>
      <span className="quiet">{t('setup.explain')}</span>
    </div>
  );
  if (!setup.data) {
    return (
      <div className="page">
        {head}
        {setup.error ? (
          <ProblemAlert error={setup.error} onRetry={() => void setup.refetch()} />
        ) : (
          <Waiting />
        )}
      </div>
    );
  }
  const shown = isStep(asked) ? asked : asked === END ? END : (began.current ?? END);
  if (shown !== END && TYPED.includes(shown)) typed.current.add(shown);
  const drawn = STEPS.filter((name) => name === shown || typed.current.has(name));
  const go = (step: string) => {
    void navigate({ to: '/setup', search: { step } });
  };
  const settleAnd = (name: StepName, state: State) => {
    settle.mutate(
      { [name]: state },
      {
        onSuccess: () => {
          go(after(name));
        },
      },
    );
  };
  return (
    <div className="page setup">
      {head}
      <div className="setup-columns">
        <StepList setup={setup.data} shown={shown} />
        {drawn.map((name) => (
          <section
            key={name}
            hidden={name !== shown}
            className="panel setup-step"
            aria-labelledby={`setup-${name}`}
          >
            <h2 id={`setup-${name}`}>{t(STEP_TITLES[name])}</h2>
            <p className="quiet">{t(HELP[name])}</p>
            {settle.error && <ProblemAlert error={settle.error} />}
            {body(name, setup.data, () => {
              go(after(name));
            })}
            <Foot
              name={name}
              state={stateOf(setup.data, name)}
              busy={settle.isPending}
              onGo={go}
              onSettle={settleAnd}
            />
          </section>
        ))}
        {shown === END && <TheEnd setup={setup.data} />}
      </div>
    </div>
  );
}

interface FootProps {
  name: StepName;
  state: State;
  busy: boolean;
  onGo(step: string): void;
  onSettle(name: StepName, state: State): void;
}

/** May be right as they are from the beginning. */
const AS_IT_IS: readonly StepName[] = ['warehouse', 'people'];

function Foot({ name, state, busy, onGo, onSettle }: FootProps) {
  const { t } = useTranslation();
  const back = before(name);
  const asItIs = AS_IT_IS.includes(name);
  return (
    <div className="setup-foot">
      {back && (
        <Button
          onClick={() => {
            onGo(back);
          }}
        >
          {t('setup.back')}
        </Button>
      )}
      <span className="spacer" />
      {state === 'open' && (
        <Button
          type="text"
          loading={busy && !asItIs}
          onClick={() => {
            onSettle(name, 'skipped');
          }}
        >
          {t('setup.skip')}
        </Button>
      )}
      {state === 'open' && asItIs && (
        <Button
          type="primary"
          loading={busy}
          onClick={() => {
            onSettle(name, 'done');
          }}
        >
          {t('setup.asItIs')}
        </Button>
      )}
      {state !== 'open' && (
        <Button
          type={state === 'done' && name !== 'company' ? 'primary' : 'default'}
          onClick={() => {
            onGo(after(name));
          }}
        >
          {t('setup.next')}
        </Button>
      )}
    </div>
  );
}
