/** Before what was typed anew becomes a draft of its own: what is copied, and what cannot be. */
import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';

import { ProblemAlert } from '@/ui/ProblemAlert';
import type { Form } from '../form';
import { showValue, type Setting } from '../kinds';
import type { Apart, Moved } from './apart';

interface Props {
  form: Form;
  apart: Apart;
  setting: Setting;
  busy: boolean;
  error: unknown;
  onGo(): void;
  onCancel(): void;
}

const HOW = {
  new: 'record.apart.new',
  more: 'record.apart.more',
  changed: 'record.apart.changed',
  removed: 'record.apart.removed',
} as const;

/** As many lines as are read through; of the rest it is said how many they are. */
const MOST = 12;

function Lines({ title, lines, setting }: { title: string; lines: Moved[]; setting: Setting }) {
  const { t } = useTranslation();
  if (lines.length === 0) return null;
  const told = ({ table, row, how, was }: Moved) => {
    const shown = ['reference', 'quantity', 'price', 'money'];
    const words = table.columns
      .flatMap((name) => table.fields.find((field) => field.name === name && !field.readonly) ?? [])
      .flatMap((field) => {
        const { name, kind, label } = field;
        const text = showValue(row.values[name], field, setting);
        const before = was ? showValue(was.values[name], field, setting) : text;
        if (before !== text) return [`${label} ${before || '—'} → ${text || '—'}`];
        if (!text || !shown.includes(kind)) return [];
        return [kind === 'reference' ? text : `${label} ${text}`];
      });
    return `${t(HOW[how])} · ${words.join(' · ')}`;
  };
  return (
    <>
      <p>{title}</p>
      <ul>
        {lines.slice(0, MOST).map((one) => (
          <li key={one.row.key + one.how}>{told(one)}</li>
        ))}
        {lines.length > MOST && <li>{t('record.apart.rest', { count: lines.length - MOST })}</li>}
      </ul>
    </>
  );
}

export function ApartDialog({ form, apart, setting, busy, error, onGo, onCancel }: Props) {
  const { t } = useTranslation();
  const { copied, left } = apart;
  return (
    <Modal
      open
      title={`${t('record.putApart')} ${form.label}`}
      okText={t('record.putApart')}
      cancelText={t('record.leaveIt')}
      confirmLoading={busy}
      onOk={onGo}
      onCancel={onCancel}
    >
      {error !== null && <ProblemAlert error={error} />}
      <p>{t(copied.length > 0 ? 'record.apart.does' : 'record.apart.onlyHeader')}</p>
      <Lines title={t('record.apart.copied')} lines={copied} setting={setting} />
      <Lines title={t('record.apart.left')} lines={left} setting={setting} />
    </Modal>
  );
}
