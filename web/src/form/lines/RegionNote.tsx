/** Beside the province of an address: chooses province, city and district at once. */
import { DownOutlined } from '@ant-design/icons';
import { Popover } from 'antd';
import { createContext, lazy, Suspense, useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { GridAction, Row } from '@/grid/rows';
import { withWords } from '@/i18n';

const RegionPicker = lazy(withWords(() => import('./RegionPicker'), 'lines'));

export interface Regions {
  /** the fields of province, city, district and code */
  fields: readonly string[];
  dispatch(action: GridAction): void;
}

export const RegionContext = createContext<Regions>({ fields: [], dispatch: () => undefined });

export function RegionNote({ row }: { row: Row }) {
  const { t } = useTranslation();
  const { fields, dispatch } = useContext(RegionContext);
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomLeft"
      title={t('lines.region')}
      content={
        open && (
          <Suspense fallback={t('app.loading')}>
            <RegionPicker
              onTake={({ province, city, district, code }) => {
                const taken = [province, city, district, code];
                const values = Object.fromEntries(fields.map((name, n) => [name, taken[n] ?? '']));
                dispatch({ type: 'edit', edits: [{ key: row.key, values }] });
                setOpen(false);
              }}
            />
          </Suspense>
        )
      }
    >
      <button
        type="button"
        tabIndex={-1}
        className="price-note region-note"
        title={t('lines.region')}
        aria-label={t('lines.region')}
      >
        <DownOutlined />
      </button>
    </Popover>
  );
}
