/** 两步验证: a code from the telephone besides the password. */
import { Button, Input, QRCode } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { useSetting } from '@/form/setting';
import { showInstant } from '@/lib/dates';
import { Problem } from '@/lib/problem';
import { Field } from '@/ui/Field';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { SecretOnce } from '@/ui/SecretOnce';
import {
  useAuthenticators,
  useBegin,
  useNewCodes,
  useTurnOff,
  useTurnOn,
  type Setup,
} from './twoFactors';

interface AskProps {
  label: string;
  go: string;
  wrong: string;
  danger?: boolean;
  secret?: boolean;
  busy: boolean;
  error: unknown;
  onGo(given: string): void;
  onCancel(): void;
  children?: ReactNode;
}

/** One question, and what is done with the answer. */
function Ask({ label, go, wrong, danger = false, secret = true, ...props }: AskProps) {
  const { t } = useTranslation();
  const [given, setGiven] = useState('');
  const { error } = props;
  const refused = error instanceof Problem && error.status === 400;
  const Box = secret ? Input.Password : Input;
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault();
        props.onGo(given);
      }}
    >
      {props.children}
      {error !== null && !refused && <ProblemAlert error={error} />}
      <Field label={label} wrong={refused ? wrong : undefined}>
        {(its) => (
          <Box
            {...its}
            autoFocus
            autoComplete={secret ? 'current-password' : 'one-time-code'}
            value={given}
            onChange={(event) => {
              setGiven(event.target.value);
            }}
          />
        )}
      </Field>
      <div className="field-buttons">
        <Button
          type="primary"
          htmlType="submit"
          danger={danger}
          disabled={!given}
          loading={props.busy}
        >
          {go}
        </Button>
        <Button onClick={props.onCancel}>{t('me.notNow')}</Button>
      </div>
    </form>
  );
}

type Doing = 'on' | 'codes' | 'off' | null;

interface StepProps {
  onDone(codes: string[] | null): void;
  onCancel(): void;
}

function TurnOn({ onDone, onCancel }: StepProps) {
  const { t } = useTranslation();
  const begin = useBegin();
  const turnOn = useTurnOn();
  const [setup, setSetup] = useState<Setup | null>(null);
  if (!setup) {
    return (
      <Ask
        key="password"
        label={t('me.current')}
        go={t('me.goOn')}
        wrong={t('me.wrongPassword')}
        busy={begin.isPending}
        error={begin.error}
        onGo={(password) => {
          begin.mutate(password, { onSuccess: setSetup });
        }}
        onCancel={onCancel}
      />
    );
  }
  return (
    <Ask
      key="code"
      label={t('me.code')}
      go={t('me.factorOn')}
      wrong={t('logIn.wrongCode')}
      secret={false}
      busy={turnOn.isPending}
      error={turnOn.error}
      onGo={(code) => {
        turnOn.mutate(code, { onSuccess: onDone });
      }}
      onCancel={onCancel}
    >
      <p>{t('me.scan')}</p>
      <QRCode value={setup.url} type="svg" color="#000" bgColor="#fff" size={176} />
      <p className="quiet">
        {t('me.typeSecret')} <code className="secret-key">{setup.secret}</code>
      </p>
    </Ask>
  );
}

function WithPassword({ doing, onDone, onCancel }: StepProps & { doing: 'codes' | 'off' }) {
  const { t } = useTranslation();
  const turnOff = useTurnOff();
  const renew = useNewCodes();
  const change = doing === 'off' ? turnOff : renew;
  return (
    <Ask
      key={doing}
      label={t('me.current')}
      go={t(doing === 'off' ? 'me.factorOff' : 'me.newCodes')}
      wrong={t('me.wrongPassword')}
      danger={doing === 'off'}
      busy={change.isPending}
      error={change.error}
      onGo={(password) => {
        change.mutate(password, {
          onSuccess: (codes) => {
            onDone(codes ?? null);
          },
        });
      }}
      onCancel={onCancel}
    />
  );
}

export function TwoFactorPanel() {
  const { t } = useTranslation();
  const { zone } = useSetting();
  const all = useAuthenticators();
  const [doing, setDoing] = useState<Doing>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const totp = all.data?.find((one) => one.type === 'totp');
  const left = all.data?.find((one) => one.type === 'recovery_codes')?.unused_code_count ?? 0;
  const since = totp && showInstant(new Date(totp.created_at * 1000).toISOString(), zone);
  const steps = {
    onDone: (shown: string[] | null) => {
      setDoing(null);
      setCodes(shown);
    },
    onCancel: () => {
      setDoing(null);
    },
  };
  return (
    <section className="panel" aria-label={t('me.twoFactors')}>
      <h2>{t('me.twoFactors')}</h2>
      {all.error && <ProblemAlert error={all.error} onRetry={() => void all.refetch()} />}
      <p className={totp && left < 3 ? 'warning' : 'quiet'}>
        {totp ? t('me.factorIsOn', { since, left }) : t('me.factorHelp')}
      </p>
      {doing === 'on' && <TurnOn {...steps} />}
      {(doing === 'codes' || doing === 'off') && <WithPassword doing={doing} {...steps} />}
      {doing === null && all.isSuccess && (
        <div className="field-buttons">
          {totp ? (
            <>
              <Button
                onClick={() => {
                  setDoing('codes');
                }}
              >
                {t('me.newCodes')}
              </Button>
              <Button
                danger
                onClick={() => {
                  setDoing('off');
                }}
              >
                {t('me.factorOff')}
              </Button>
            </>
          ) : (
            <Button
              onClick={() => {
                setDoing('on');
              }}
            >
              {t('me.factorOn')}
            </Button>
          )}
        </div>
      )}
      <SecretOnce
        title={t('me.recovery')}
        help={t('me.recoveryHelp')}
        secret={codes && codes.join('\n')}
        file={`${t('me.recovery')}.txt`}
        onClose={() => {
          setCodes(null);
        }}
      />
    </section>
  );
}
