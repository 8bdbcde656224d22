/** 钉到首页: what is looked at stands on the home page, asked again whenever that is opened. */
import { PushpinOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button, Popover, Select } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { focusTitle, PinFields, type Wanted } from './PinFields';
import { useAddPin, useUnpin } from '@/lib/pins';
import { useSetting } from '@/form/setting';
import { todayIn } from '@/lib/dates';
import { Field } from '@/ui/Field';
import { useOneColumn } from '@/ui/narrow';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { kept, proposed, wordsFor } from './pinning';
import type { Question, Report, View } from './reports';

interface Props {
  report: Report;
  view: View;
  question: Question;
}

function Done({ pin, onUndone }: { pin: string; onUndone(): void }) {
  const { t } = useTranslation();
  const unpin = useUnpin();
  return (
    <>
      <div className="pin-done" role="status">
        {t('pins.done')}
        <Link to="/">{t('pins.look')}</Link>
        <Button
          type="link"
          size="small"
          loading={unpin.isPending}
          onClick={() => {
            unpin.mutate(pin, { onSuccess: onUndone });
          }}
        >
          {t('pins.undo')}
        </Button>
      </div>
      {unpin.error && <ProblemAlert error={unpin.error} />}
    </>
  );
}

function Form({ report, view, question, onUndone }: Props & { onUndone(): void }) {
  const { t } = useTranslation();
  const today = todayIn(useSetting().zone);
  const add = useAddPin();
  const [wanted, want] = useState<Wanted>({ title: '', shows: 'figures' });
  const [word, setWord] = useState(() => proposed(report, question, today));
  const words = wordsFor(report, question);
  if (add.data) return <Done pin={add.data.data.id} {...{ onUndone }} />;
  const { since, until } = question;
  const fixed = { value: '', label: `${since ?? ''} – ${until ?? ''}` };
  return (
    <PinFields
      {...{ wanted }}
      label={report.views.length > 1 ? `${report.label} · ${view.label}` : report.label}
      hasChart={Boolean(view.chart)}
      error={add.error}
      onChange={want}
      onDone={() => {
        const asked = kept(report, question, word, today);
        if (!add.isPending) add.mutate({ ...wanted, report: report.name, asked });
      }}
    >
      {words.length > 0 && (
        <Field label={t('reports.period')}>
          {(its) => (
            <Select
              {...its}
              value={word}
              options={since && until ? [fixed, ...words] : words}
              onChange={setWord}
            />
          )}
        </Field>
      )}
      <Button type="primary" block htmlType="submit" loading={add.isPending}>
        {t('pins.pin')}
      </Button>
    </PinFields>
  );
}

export function PinReport(props: Props) {
  const { t } = useTranslation();
  const oneColumn = useOneColumn();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <Popover
      trigger="click"
      placement={oneColumn ? 'bottom' : 'bottomRight'}
      destroyOnHidden
      open={open}
      onOpenChange={setOpen}
      afterOpenChange={(shown) => {
        focusTitle(shown, button.current);
      }}
      content={
        <Form
          {...props}
          onUndone={() => {
            setOpen(false);
          }}
        />
      }
    >
      <Button
        ref={button}
        icon={<PushpinOutlined />}
        aria-label={t('pins.pin')}
        title={t('pins.pin')}
        aria-haspopup="dialog"
        aria-expanded={open}
      />
    </Popover>
  );
}
