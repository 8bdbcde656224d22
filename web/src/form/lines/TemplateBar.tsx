/** Above the lines of a document that may name a template: a button that fills them in from it. */
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

import { isBlank, type GridAction, type GridState, type RowRules } from '@/grid/rows';
import { send } from '@/lib/api';
import { decimal, showNumber } from '@/lib/decimal';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { fieldOf, isReference, nameOf, type Form, type Value } from '../form';
import { cellsOf } from '../record/editor';

interface Props {
  form: Form;
  values: Record<string, Value>;
  state: GridState;
  rules: RowRules;
  dispatch(action: GridAction): void;
  /** of the header */
  onChange(name: string, value: Value): void;
}

interface Filled {
  lines: Record<string, unknown>[];
  extra_cost: string | null;
}

export function isTemplated(form: Form): boolean {
  return fieldOf(form, 'template')?.to === 'assembly_template';
}

/** What is asked of the server; null while the header does not say enough. */
export function questionOf(form: Form, values: Record<string, Value>) {
  const { template, unit, planned_quantity: planned, quantity } = values;
  const many = decimal(planned)?.gt(0) ? planned : quantity;
  if (!isReference(template) || !decimal(many)?.gt(0)) return null;
  return {
    form: form.name,
    template: template.id,
    unit: isReference(unit) ? unit.id : null,
    quantity: String(many),
  };
}

export function TemplateBar({ form, values, state, rules, dispatch, onChange }: Props) {
  const { t } = useTranslation();
  const asked = questionOf(form, values);
  const { mutate, isPending, error } = useMutation({
    mutationFn: (question: NonNullable<typeof asked>) =>
      send<Filled>('/api/v1/assembling/lines', { method: 'POST', body: question }),
    onSuccess: ({ data: { lines, extra_cost: work } }) => {
      dispatch({ type: 'remove', keys: state.rows.map(({ key }) => key) });
      dispatch({ type: 'put', at: 0, lines: lines.map(cellsOf) });
      if (form.name === 'assembly' && work !== null) onChange('extra_cost', work);
    },
  });
  const empty = state.rows.every((row) => isBlank(row, rules));
  return (
    <div className="settle-bar">
      <Button
        size={empty ? 'middle' : 'small'}
        type={empty && asked ? 'primary' : 'default'}
        disabled={!asked}
        loading={isPending}
        onClick={() => {
          if (asked) mutate(asked);
        }}
      >
        {t('template.fill')}
      </Button>
      <span className="quiet">
        {asked
          ? t('template.help', {
              template: nameOf(values['template']),
              quantity: showNumber(asked.quantity),
            })
          : t('template.first')}
      </span>
      {error && <ProblemAlert error={error} />}
    </div>
  );
}
