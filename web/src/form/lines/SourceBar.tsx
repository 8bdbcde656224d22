/** Above lines that go on from other documents: a button that offers what is open of those. */
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { isBlank, type GridAction, type GridState, type RowRules } from '@/grid/rows';
import { withWords } from '@/i18n';
import { listed } from '@/ui/words';
import { fieldOf, type Form, type Table, type Value } from '../form';
import type { Setting } from '../kinds';
import { askedOf } from './sources';

const SourcePicker = lazy(withWords(() => import('./SourcePicker'), 'common', 'lines'));

interface Props {
  form: Form;
  table: Table;
  values: Record<string, Value>;
  state: GridState;
  rules: RowRules;
  setting: Setting;
  dispatch(action: GridAction): void;
}

export function SourceBar({ form, table, values, state, rules, setting, dispatch }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const asked = askedOf(form, values);
  const { header = [], forms = [] } = form.sources ?? {};
  const whose = listed(header.map((name) => fieldOf(form, name)?.label ?? name));
  const empty = state.rows.every((row) => isBlank(row, rules));
  return (
    <div className="settle-bar">
      <Button
        size={empty ? 'middle' : 'small'}
        type={empty && asked ? 'primary' : 'default'}
        disabled={!asked}
        onClick={() => {
          setOpen(true);
        }}
      >
        {t('sources.choose')}
      </Button>
      <span className="quiet">
        {t(asked ? 'sources.help' : 'sources.first', { whose, forms: listed(forms) })}
      </span>
      {open && asked && (
        <Suspense fallback={null}>
          <SourcePicker
            {...{ form, table, asked, setting, dispatch }}
            rows={state.rows}
            onClose={() => {
              setOpen(false);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
