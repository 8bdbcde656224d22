/** The list as a file, as it is on the screen: its filters, its order, its columns. */
import { Button, message } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { inner } from '@/i18n';
import { download, type Query } from '@/lib/api';
import { downloadPdf } from '@/lib/pdf';
import { useProblemText } from '@/ui/ProblemAlert';
import { listed } from '@/ui/words';
import { PressedMenu } from '@/ui/PressedMenu';
import type { Form } from '../form';

export interface ExportProps {
  form: Form;
  /** the columns of the list */
  fields: readonly string[];
  /** filter, q and sort as the list has them */
  query: Query;
}

/** The columns of the list, what else a file that is sent back can fill in, and the rows. */
function toSendBack(form: Form, columns: readonly string[]): string[] {
  const others = form.fields.filter((one) => one.kind === 'serial' || !one.readonly);
  const fields = new Set([...columns, ...others.map((one) => one.name)]);
  return [...fields, ...form.tables.map((one) => one.name)];
}

/** The files that a list can be saved as, and what saves one. */
export function useExport({ form, fields: columns, query }: ExportProps) {
  const { t } = useTranslation();
  const [messages, holder] = message.useMessage();
  const textOf = useProblemText();
  const [busy, setBusy] = useState(false);
  const fields = columns.join(',');
  const withRows = toSendBack(form, columns).join(',');
  const rows = listed(form.tables.map((one) => inner(one.label)));

  const save = async (wanted: Query) => {
    setBusy(true);
    try {
      const base = `/api/v1/records/${form.name}`;
      if (wanted['format'] === 'pdf')
        await downloadPdf(`${base}/print/list.pdf`, { ...query, fields });
      else await download(`${base}/export`, { ...query, ...wanted });
    } catch (error) {
      void messages.error(textOf(error));
    } finally {
      setBusy(false);
    }
  };
  const items = [
    { key: 'xlsx', label: t('files.excel'), wanted: { format: 'xlsx', fields } },
    { key: 'csv', label: t('files.csv'), wanted: { format: 'csv', fields } },
    ...(form.operations.includes('print')
      ? [{ key: 'pdf', label: t('files.pdf'), wanted: { format: 'pdf' } }]
      : []),
    ...(form.tables.length
      ? [
          {
            key: 'rows',
            label: t('files.excelWith', { rows }),
            wanted: { format: 'xlsx', fields: withRows },
          },
        ]
      : []),
  ];
  return {
    busy,
    holder,
    items: items.map(({ key, label }) => ({ key, label })),
    choose: (key: string) => {
      const item = items.find((one) => one.key === key);
      if (item) void save(item.wanted);
    },
  };
}

export function ExportMenu(props: ExportProps) {
  const { t } = useTranslation();
  const { busy, holder, items, choose } = useExport(props);
  return (
    <>
      {holder}
      <PressedMenu
        menu={{
          items,
          onClick: ({ key }) => {
            choose(key);
          },
        }}
      >
        <Button loading={busy}>{t('files.export')}</Button>
      </PressedMenu>
    </>
  );
}
