/** A record of a list as it fits a phone. */
import { Link } from '@tanstack/react-router';

import type { Card } from '@/ui/CardList';
import { StateTag } from '@/ui/StateTag';
import { fieldOf, type Form, type RecordData } from '../form';
import { kindViews, showValue, type Setting } from '../kinds';

export function StateCell({ form, value }: { form: Form; value: unknown }) {
  const state = form.states.find((each) => each.value === value);
  return state ? <StateTag tone={state.tone}>{state.label}</StateTag> : null;
}

/** Title, state and the last figure stand out; everything else is one line below. */
export function cardOf(form: Form, record: RecordData, setting: Setting): Card {
  const fields = form.list.columns.flatMap((name) => fieldOf(form, name) ?? []);
  const [first, ...rest] = fields;
  const show = (field: (typeof fields)[number]) => showValue(record[field.name], field, setting);
  const figure = rest.findLast((field) => kindViews[field.kind].align === 'right');
  const others = rest.filter(
    (field) => field !== figure && field.name !== 'state' && kindViews[field.kind].align === 'left',
  );
  return {
    title: (
      <Link to="/records/$form/$id" params={{ form: form.name, id: record.id }}>
        {(first && show(first)) || '—'}
      </Link>
    ),
    tag: <StateCell form={form} value={record.state} />,
    particulars: others
      .map(show)
      .filter((text) => text)
      .join(' · '),
    figure: figure ? show(figure) : '',
  };
}
