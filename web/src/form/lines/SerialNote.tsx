/** Beside the numbers of a line: how many there are of how many, and where they are filled in. */
import { BarcodeOutlined } from '@ant-design/icons';
import { createContext, lazy, Suspense, useContext, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import type { GridAction, Row } from '@/grid/rows';
import { plainNumber } from '@/lib/decimal';
import { baseQuantity, factorOf } from './roles';
import { isSerialized, joinSerials, SERIALS, serialsOf } from './serials';

const SerialDialog = lazy(() => import('./SerialDialog'));

const OpenContext = createContext<(row: Row) => void>(() => undefined);

interface DeskProps {
  editable: boolean;
  dispatch(action: GridAction): void;
  children: ReactNode;
}

/** Around a grid, not inside it: what is scanned and pasted into the dialog is not for its cells. */
export function SerialDesk({ editable, dispatch, children }: DeskProps) {
  const [row, setRow] = useState<Row | null>(null);
  const name = row?.values['product_name'];
  const close = () => {
    setRow(null);
  };
  return (
    <OpenContext value={setRow}>
      {children}
      {row && (
        <Suspense fallback={null}>
          <SerialDialog
            title={typeof name === 'string' ? name : ''}
            before={serialsOf(row.values[SERIALS])}
            needed={plainNumber(baseQuantity(row))}
            editable={editable}
            onClose={close}
            onTake={(taken, counted) => {
              const quantity = plainNumber(factorOf(row.values).pow(-1).times(taken.length));
              const values = { [SERIALS]: joinSerials(taken), ...(counted ? { quantity } : {}) };
              dispatch({ type: 'edit', edits: [{ key: row.key, values }] });
              close();
            }}
          />
        </Suspense>
      )}
    </OpenContext>
  );
}

export function SerialNote({ row }: { row: Row }) {
  const { t } = useTranslation();
  const open = useContext(OpenContext);
  if (!isSerialized(row)) return null;
  const needed = plainNumber(baseQuantity(row));
  const told = `${String(serialsOf(row.values[SERIALS]).length)}/${needed}`;
  return (
    <button
      type="button"
      tabIndex={-1}
      className={`price-note serial-note${told === `${needed}/${needed}` ? '' : ' is-short'}`}
      title={t('lines.serials')}
      aria-label={`${t('lines.serials')} ${told}`}
      onClick={() => {
        open(row);
      }}
    >
      {told} <BarcodeOutlined />
    </button>
  );
}
