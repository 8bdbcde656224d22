/** The log-in: a name, a password, perhaps a code, and plain words when they do not fit. */
import { Alert, Button, Input } from 'antd';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';

import { Problem } from '@/lib/problem';
import { fetchToken, logIn, sendCode } from '@/lib/session';

interface Props {
  /** logging in again: the same person is expected */
  username?: string;
  /** of somebody else, who is logged out once it worked */
  instead?: boolean;
  onDone(): void;
}

const LOCKED = new Set(['too_many_login_attempts', 'auth.locked', 'locked', 'rate_limited']);

type Step = 'password' | 'code';

function useLogInError(step: Step): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    if (!(error instanceof Problem)) return t('problem.unknown');
    if (error.status === 0) return t('problem.network');
    const codes = [error.code, ...error.errors.map((each) => each.code)];
    if (error.status === 429 || error.status === 403 || codes.some((code) => LOCKED.has(code))) {
      return error.errors[0]?.message || error.message || t('logIn.locked');
    }
    if (codes.includes('account_inactive')) return t('logIn.inactive');
    if (error.status === 400) return t(step === 'code' ? 'logIn.wrongCode' : 'logIn.wrong');
    return error.status >= 500 ? t('problem.server') : error.message || t('logIn.wrong');
  };
}

export function LogInForm({ username = '', instead = false, onDone }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [step, setStep] = useState<Step>('password');
  const [code, setCode] = useState('');
  const errorText = useLogInError(step);
  const [name, setName] = useState(username);
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const again = (why: string | null) => {
    setStep('password');
    setCode('');
    setPassword('');
    setError(why);
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      if (step === 'code') {
        await sendCode(code.replaceAll(/\s/g, ''));
        onDone();
        return;
      }
      // Sets the CSRF cookie that the log-in needs.
      if (!document.cookie.includes('csrftoken=')) {
        await fetchToken();
      }
      if ((await logIn(name.trim(), password, { instead })) === 'code') setStep('code');
      else onDone();
    } catch (refused) {
      const status = refused instanceof Problem ? refused.status : 0;
      // Another tab of this browser logged in meanwhile.
      if (status === 409 && step === 'password') onDone();
      else if (step === 'code' && (status === 401 || status === 409)) again(t('logIn.tooLate'));
      else setError(errorText(refused));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      className="log-in-form"
      onSubmit={(event) => void submit(event)}
      aria-label={t('logIn.title')}
    >
      {error && <Alert type="error" showIcon title={error} role="alert" />}
      {step === 'code' ? (
        <>
          <label htmlFor={`${id}-code`}>{t('logIn.code')}</label>
          <Input
            id={`${id}-code`}
            key="code"
            name="code"
            autoComplete="one-time-code"
            autoFocus
            required
            value={code}
            onChange={(event) => {
              setCode(event.target.value);
            }}
          />
          <p className="quiet">{t('logIn.codeHelp')}</p>
        </>
      ) : (
        <>
          <label htmlFor={`${id}-name`}>{t('logIn.username')}</label>
          <Input
            id={`${id}-name`}
            name="username"
            autoComplete="username"
            autoFocus={!username}
            required
            value={name}
            onChange={(event) => {
              setName(event.target.value);
            }}
          />
          <label htmlFor={`${id}-password`}>{t('logIn.password')}</label>
          <Input
            id={`${id}-password`}
            name="password"
            type="password"
            autoComplete="current-password"
            autoFocus={Boolean(username)}
            required
            value={password}
            onChange={(event) => {
              setPassword(event.target.value);
            }}
          />
        </>
      )}
      <Button type="primary" htmlType="submit" block loading={busy}>
        {t('logIn.go')}
      </Button>
      {step === 'code' && (
        <Button
          type="link"
          block
          onClick={() => {
            again(null);
          }}
        >
          {t('logIn.back')}
        </Button>
      )}
    </form>
  );
}
