/** The list as a file, as it is on the screen: its filters, its order, its columns. */
import { Button, Dropdown, message } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { download, type Query } from '@/lib/api';
import { useProblemText } from '@/ui/ProblemAlert';
import { listed } from '@/ui/words';
import type { Form } from '../form';

interface Props {
  form: Form;
  /** the columns of the list */
  fields: readonly string[];
  /** filter, q and sort as the list has them */
  query: Query;
}

export function ExportMenu({ form, fields: columns, query }: Props) {
  const { t } = useTranslation();
  const [messages, holder] = message.useMessage();
  const textOf = useProblemText();
  const [busy, setBusy] = useState(false);
  const fields = columns.join(',');
  const withRows = [...columns, ...form.tables.map((one) => one.name)].join(',');
  const rows = listed(form.tables.map((one) => one.label));

  const save = async (wanted: Query) => {
    setBusy(true);
    try {
      await download(`/api/v1/records/${form.name}/export`, { ...query, ...wanted });
    } catch (error) {
      void messages.error(textOf(error));
    } finally {
      setBusy(false);
    }
  };
  const items = [
    { key: 'xlsx', label: t('files.excel'), wanted: { format: 'xlsx', fields } },
    { key: 'csv', label: t('files.csv'), wanted: { format: 'csv', fields } },
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
  return (
    <>
      {holder}
      <Dropdown
        trigger={['click']}
        menu={{
          items: items.map(({ key, label }) => ({ key, label })),
          onClick: ({ key }) => {
            const item = items.find((one) => one.key === key);
            if (item) void save(item.wanted);
          },
        }}
      >
        <Button loading={busy}>{t('files.export')}</Button>
      </Dropdown>
    </>
  );
}
