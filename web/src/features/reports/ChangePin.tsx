/** Pinned reports while the home page is arranged: renamed, shown otherwise, taken down. */
import { EditOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Popover } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { definitionQuery, viewOf } from './reports';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { focusTitle, PinFields } from './PinFields';
import { calledPin, useChangePin, useUnpin, type Pin } from '@/lib/pins';

interface FormProps {
  pin: Pin;
  onDone(): void;
  onGone(): void;
}

function Form({ pin, onDone, onGone }: FormProps) {
  const { t } = useTranslation();
  const change = useChangePin();
  const unpin = useUnpin();
  const { data: report } = useQuery(definitionQuery(pin.report));
  const [wanted, want] = useState({ title: pin.title, shows: pin.shows });
  const view = report && viewOf(report, pin.asked);
  return (
    <PinFields
      {...{ wanted }}
      label={pin.label}
      hasChart={Boolean(view?.chart) || pin.shows === 'chart'}
      error={change.error ?? unpin.error}
      onChange={want}
      onDone={() => {
        change.mutate({ id: pin.id, ...wanted }, { onSuccess: onDone });
      }}
    >
      <div className="pin-acts">
        <Button
          danger
          loading={unpin.isPending}
          onClick={() => {
            unpin.mutate(pin.id, { onSuccess: onGone });
          }}
        >
          {t('pins.unpin')}
        </Button>
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {t('pins.keep')}
        </Button>
      </div>
    </PinFields>
  );
}

export function ChangePin({ pin, onGone }: { pin: Pin; onGone(): void }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
  };
  const label = t('pins.change', { name: calledPin(pin) });
  return (
    <Popover
      trigger="click"
      destroyOnHidden
      open={open}
      onOpenChange={setOpen}
      afterOpenChange={(shown) => {
        focusTitle(shown, button.current);
      }}
      content={<Form {...{ pin, onGone }} onDone={close} />}
    >
      <Button
        ref={button}
        type="text"
        size="small"
        icon={<EditOutlined />}
        aria-label={label}
        title={label}
        aria-haspopup="dialog"
        aria-expanded={open}
      />
    </Popover>
  );
}

/** Those that cannot be asked any more, each with why: they stand nowhere else. */
export function BrokenPins({ pins }: { pins: readonly Pin[] }) {
  const { t } = useTranslation();
  const unpin = useUnpin();
  const broken = pins.filter((one) => one.broken !== null);
  if (broken.length === 0) return null;
  return (
    <ul className="pin-broken">
      {broken.map((pin) => (
        <li key={pin.id}>
          {t('pins.broken', { name: calledPin(pin), why: pin.broken })}
          <Button
            type="link"
            size="small"
            onClick={() => {
              unpin.mutate(pin.id);
            }}
          >
            {t('pins.unpin')}
          </Button>
        </li>
      ))}
      {unpin.error && <ProblemAlert error={unpin.error} />}
    </ul>
  );
}
