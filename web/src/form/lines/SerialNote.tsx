/** Beside the numbers of a line: how many there are of how many, and where they are filled in. */
import { BarcodeOutlined } from '@ant-design/icons';
import {
  createContext,
  lazy,
  Suspense,
  useContext,
  useMemo,
  useState,
  type ReactNode,
} from 'react';
import { useTranslation } from 'react-i18next';

import type { GridAction, Row } from '@/grid/rows';
import { plainNumber } from '@/lib/decimal';
import { withWords } from '@/i18n';
import { baseQuantity, factorOf } from './roles';
import { isSerialized, joinSerials, SERIALS, serialsOf } from './serials';

const SerialDialog = lazy(withWords(() => import('./SerialDialog'), 'common', 'lines'));

interface Desk {
  open(row: Row): void;
  /** the quantity of a line is typed; otherwise it follows from its numbers */
  counted: boolean;
}

const DeskContext = createContext<Desk>({ open: () => undefined, counted: true });

function neededBy(row: Row, counted: boolean): string {
  return counted ? plainNumber(baseQuantity(row)) : '';
}

interface DeskProps {
  editable: boolean;
  counted: boolean;
  dispatch(action: GridAction): void;
  children: ReactNode;
}

/** Around a grid, not inside it: what is scanned and pasted into the dialog is not for its cells. */
export function SerialDesk({ editable, counted, dispatch, children }: DeskProps) {
  const [row, setRow] = useState<Row | null>(null);
  const desk = useMemo(() => ({ open: setRow, counted }), [counted]);
  const name = row?.values['product_name'];
  const close = () => {
    setRow(null);
  };
  return (
    <DeskContext value={desk}>
      {children}
      {row && (
        <Suspense fallback={null}>
          <SerialDialog
            title={typeof name === 'string' ? name : ''}
            before={serialsOf(row.values[SERIALS])}
            needed={neededBy(row, counted)}
            editable={editable}
            follows={counted}
            onClose={close}
            onTake={(taken, isCounted) => {
              const quantity = plainNumber(factorOf(row.values).pow(-1).times(taken.length));
              const values = { [SERIALS]: joinSerials(taken), ...(isCounted ? { quantity } : {}) };
              dispatch({ type: 'edit', edits: [{ key: row.key, values }] });
              close();
            }}
          />
        </Suspense>
      )}
    </DeskContext>
  );
}

export function SerialNote({ row }: { row: Row }) {
  const { t } = useTranslation();
  const { open, counted } = useContext(DeskContext);
  if (!isSerialized(row)) return null;
  const needed = neededBy(row, counted);
  const given = String(serialsOf(row.values[SERIALS]).length);
  const told = counted ? `${given}/${needed}` : given;
  return (
    <button
      type="button"
      className={`price-note serial-note${!counted || given === needed ? '' : ' is-short'}`}
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
