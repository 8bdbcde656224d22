/** Above the lines of goods: styles are typed as a sheet. Only where the company has styles. */
import { TableOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { GridAction, Row, RowRules } from '@/grid/rows';
import { may, useSession } from '@/lib/session';
import { withWords } from '@/i18n';
import type { Form, Table } from '../form';
import { findRecords } from '../records';

const MatrixDialog = lazy(withWords(() => import('./MatrixDialog'), 'common', 'lines'));

interface Props {
  form: Form;
  table: Table;
  rows: readonly Row[];
  rules: RowRules;
  warehouse: string;
  dispatch(action: GridAction): void;
}

function useHasStyles(): boolean {
  const seen = may(useSession(), 'style', 'view');
  const { data } = useQuery({
    queryKey: ['records', 'style', 'any'],
    queryFn: ({ signal }) => findRecords('style', { limit: 1, fields: ['code'] }, signal),
    enabled: seen,
    staleTime: 5 * 60_000,
  });
  return (data?.length ?? 0) > 0;
}

export function MatrixButton(props: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  if (!useHasStyles()) return null;
  return (
    <div className="lines-bar">
      <Button
        size="small"
        icon={<TableOutlined />}
        title={t('matrix.help')}
        onClick={() => {
          setOpen(true);
        }}
      >
        {t('matrix.button')}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <MatrixDialog
            {...props}
            onClose={() => {
              setOpen(false);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
