/** Every setting there is, with what it does and its default. */
import { Input, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';

import { Field } from '@/ui/Field';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { LeftBefore } from '@/ui/TypedBefore';
import { todayIn } from '@/lib/dates';
import { isAnswer } from '@/lib/once';
import { Problem } from '@/lib/problem';
import { useSession } from '@/lib/session';
import { useTypedOver } from '@/lib/typedOver';
import { SaveOrDrop } from './SaveOrDrop';
import { anchorOf } from './SettingsIndex';
import { preview } from './numbering';
import { useSaveSettings, type Setting } from './settings';

interface InputProps {
  setting: Setting;
  value: unknown;
  fixed: boolean;
  its: object;
  onChange(value: unknown): void;
}

function SettingInput({ setting, value, fixed, its, onChange }: InputProps) {
  if (setting.kind === 'bool') {
    return <Switch {...its} checked={value === true} disabled={fixed} onChange={onChange} />;
  }
  if (setting.kind === 'choice') {
    return (
      <Select
        {...its}
        value={value}
        disabled={fixed}
        options={setting.options}
        onChange={onChange}
      />
    );
  }
  if (setting.kind === 'secret') {
    return (
      <Input.Password
        {...its}
        autoComplete="new-password"
        visibilityToggle={false}
        value={String(value)}
        disabled={fixed}
        onFocus={(event) => {
          event.target.select();
        }}
        onChange={(event) => {
          onChange(event.target.value);
        }}
      />
    );
  }
  const number = setting.kind === 'int' || setting.kind === 'decimal';
  return (
    <Input
      {...its}
      value={String(value)}
      disabled={fixed}
      inputMode={number ? 'decimal' : 'text'}
      className={number ? 'num short' : ''}
      onChange={(event) => {
        onChange(event.target.value);
      }}
    />
  );
}

/** What was typed, as the server wants it; what is no whole number goes there as it is. */
function typed(setting: Setting, value: unknown): unknown {
  if (setting.kind !== 'int' || typeof value !== 'string') return value;
  return /^-?\d+$/.test(value.trim()) ? Number(value) : value;
}

/** In words, where it is one of several or a switch. */
function useInWords(): (setting: Setting, value: unknown) => string {
  const { t } = useTranslation();
  return ({ options }, value) => {
    if (typeof value === 'boolean') return t(value ? 'form.yes' : 'form.no');
    return options.find((one) => one.value === value)?.label ?? String(value);
  };
}

interface Props {
  title: string;
  /** how its inputs are filled in */
  help?: string;
  settings: Setting[];
  fixed: boolean;
}

export function SettingsPanel({ title, help, settings, fixed }: Props) {
  const { t, i18n } = useTranslation();
  const today = todayIn(useSession().company.time_zone);
  // Full-width brackets bring their own.
  const gap = i18n.language.startsWith('zh') ? '' : ' ';
  const inWords = useInWords();
  const save = useSaveSettings();
  const typedOver = useTypedOver(Object.fromEntries(settings.map((one) => [one.key, one.value])), {
    path: '/settings',
    part: settings[0]?.key ?? title,
    secret: settings.filter((one) => one.kind === 'secret').map((one) => one.key),
  });
  const { draft } = typedOver;
  const wrong = new Map(
    save.error instanceof Problem ? save.error.errors.map((one) => [one.field, one.message]) : [],
  );
  const helpOf = (setting: Setting) => {
    if (typedOver.isOvertaken(setting.key)) {
      return t('settings.overtaken', { now: inWords(setting, setting.value) });
    }
    if (setting.default === '') return String(setting.help);
    const otherwise = t('settings.default', { value: inWords(setting, setting.default) });
    if (setting.kind !== 'numbering') return `${setting.help}${gap}${otherwise}`;
    const example = preview(String(draft[setting.key]), today);
    return example === null ? otherwise : t('settings.example', { number: example });
  };
  // Its answer was lost, and what was typed stands there by now.
  const isOver = !isAnswer(save.error) && !typedOver.isChanged;
  return (
    <section className="panel" aria-label={title} id={anchorOf(title)}>
      <h2>{title}</h2>
      {help && <p className="muted">{help}</p>}
      {save.error && wrong.size === 0 && !isOver && <ProblemAlert error={save.error} />}
      <form
        className="fields is-wide"
        onSubmit={(event) => {
          event.preventDefault();
          const sent = (changes: Record<string, unknown>) =>
            settings
              .filter(({ key }) => key in changes)
              .map((one) => [one.key, typed(one, changes[one.key])] as const);
          typedOver
            .save((changes) => save.mutateAsync(Object.fromEntries(sent(changes))))
            .catch(() => undefined);
        }}
      >
        {!fixed && <LeftBefore typed={typedOver} />}
        {settings.map((setting) => (
          <Field
            key={setting.key}
            label={setting.label}
            help={helpOf(setting)}
            wrong={wrong.get(setting.key)}
            warns={typedOver.isOvertaken(setting.key)}
          >
            {(its) => (
              <SettingInput
                its={its}
                setting={setting}
                fixed={fixed}
                value={draft[setting.key]}
                onChange={(value) => {
                  typedOver.set({ [setting.key]: value });
                }}
              />
            )}
          </Field>
        ))}
        {!fixed && <SaveOrDrop typed={typedOver} busy={save.isPending} />}
      </form>
    </section>
  );
}
