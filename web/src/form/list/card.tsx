/** A record of a list as it fits a phone. */
import { Link } from '@tanstack/react-router';

import type { Card } from '@/ui/CardList';
import { Picture } from '@/ui/Picture';
import { StateTag } from '@/ui/StateTag';
import { fieldOf, type Field, type Form, type RecordData } from '../form';
import { kindViews, showValue, type Setting } from '../kinds';

/** What stands for a number that is not given yet. */
export function namelessOf(form: Form, record: RecordData): string {
  return form.states.find((each) => each.value === record.state)?.label ?? '—';
}

export function StateCell({ form, value }: { form: Form; value: unknown }) {
  const state = form.states.find((each) => each.value === value);
  return state ? <StateTag tone={state.tone}>{state.label}</StateTag> : null;
}

/** What a document comes to, or else the last figure of the list. */
export function mainFigure(form: Form): Field | undefined {
  const figures = form.list.columns
    .flatMap((name) => fieldOf(form, name) ?? [])
    .filter((field) => kindViews[field.kind].align === 'right');
  const called = (name: string) => figures.find((field) => field.name === name);
  return called('total') ?? called('amount') ?? figures.at(-1);
}

/** Code and name, state and the main figure stand out; everything else is one line below. */
export function cardOf(form: Form, record: RecordData, setting: Setting, picture?: string): Card {
  const fields = form.list.columns.flatMap((name) => fieldOf(form, name) ?? []);
  const [first, ...rest] = fields;
  const show = (field: Field) => showValue(record[field.name], field, setting);
  const figure = mainFigure(form);
  const named = rest.find((field) => field.name === form.title_field);
  const others = rest.filter(
    (field) => field !== named && field.name !== 'state' && kindViews[field.kind].align === 'left',
  );
  const title = [first, named]
    .map((field) => field && show(field))
    .filter((text) => text)
    .join(' ');
  return {
    picture: picture && <Picture className="thumb" path={picture} name="" />,
    title: (
      <Link to="/records/$form/$id" params={{ form: form.name, id: record.id }}>
        {title || namelessOf(form, record)}
      </Link>
    ),
    // Without a number it is called by its state.
    tag: title && <StateCell form={form} value={record.state} />,
    particulars: others
      .map(show)
      .filter((text) => text)
      .join(' · '),
    figure: figure ? show(figure) : '',
  };
}
