/** One entry of the audit: what it was before, what it is since. */
import { Link } from '@tanstack/react-router';
import { Descriptions, Drawer, Table } from 'antd';
import { useTranslation } from 'react-i18next';

import { useSetting } from '@/form/setting';
import { showInstant } from '@/lib/dates';
import type { AuditRow } from './audit';

interface Props {
  row: AuditRow | undefined;
  onClose(): void;
  /** everything that was done with this record */
  onRecord(record: string): void;
}

export function AuditDrawer({ row, onClose, onRecord }: Props) {
  const { t } = useTranslation();
  const { zone } = useSetting();
  return (
    <Drawer
      open={row !== undefined}
      size="large"
      title={row && `${row.form_label} ${row.label} · ${row.action_label}`}
      onClose={onClose}
    >
      {row && (
        <>
          <Descriptions
            column={1}
            size="small"
            items={[
              { key: 'at', label: t('audit.at'), children: showInstant(row.at, zone) },
              { key: 'by', label: t('audit.by'), children: row.by?.name ?? t('history.system') },
              ...(row.link
                ? [
                    {
                      key: 'record',
                      label: t('audit.record'),
                      children: (
                        <Link to="/records/$form/$id" params={{ form: row.form, id: row.record }}>
                          {row.label}
                        </Link>
                      ),
                    },
                  ]
                : []),
              {
                key: 'all',
                label: t('audit.more'),
                children: (
                  <button
                    type="button"
                    className="as-link"
                    onClick={() => {
                      onRecord(row.record);
                    }}
                  >
                    {t('audit.ofThisRecord')}
                  </button>
                ),
              },
              ...(row.request
                ? [{ key: 'request', label: t('audit.request'), children: row.request }]
                : []),
            ]}
          />
          {row.changes.length > 0 && (
            <Table
              size="small"
              pagination={false}
              rowKey={(change) => `${change.label} ${change.before} ${change.after}`}
              scroll={{ x: 'max-content' }}
              dataSource={row.changes}
              columns={[
                { title: t('audit.what'), dataIndex: 'label' },
                { title: t('audit.before'), dataIndex: 'before', className: 'quiet' },
                { title: t('audit.after'), dataIndex: 'after' },
              ]}
            />
          )}
        </>
      )}
    </Drawer>
  );
}
