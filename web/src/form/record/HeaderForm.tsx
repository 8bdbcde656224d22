/** The fields of a record by sections. */
import { useMemo } from 'react';

import type { Waiting } from '@/grid/waiting';
import { fieldOf, type Field, type Form, type Value } from '../form';
import type { Setting } from '../kinds';
import { isAside, useKeptHeader } from '../lines/batches';
import { HeaderOf } from '../inputs/input';
import { HeaderPieces } from '../inputs/pieces';
import { isPlaceAside, useLocated } from '../lines/places';
import { isTrade } from '../lines/roles';
import { piecesOf } from '../lines/serials';
import { CARRIED, offersCarrying } from './carried';
import { FieldBox } from './FieldBox';
import { isFigure } from './figures';
import { useGoingOn } from './useGoingOn';

/** Shown in the title or below the lines, not among the fields. */
const ELSEWHERE = new Set(['number', 'state', 'revision']);

export interface SectionView {
  label: string;
  fields: Field[];
}

export function sectionsOf(form: Form): SectionView[] {
  const isDocument = form.kind === 'document';
  const hidden = (field: Field) => isDocument && (ELSEWHERE.has(field.name) || isFigure(field));
  const named = new Set(form.sections.flatMap((section) => section.fields));
  const sections = form.sections.map((section) => ({
    label: section.label,
    fields: section.fields.flatMap((name) => fieldOf(form, name) ?? []).filter((f) => !hidden(f)),
  }));
  const rest = form.fields.filter(
    (field) => !named.has(field.name) && !hidden(field) && !field.readonly,
  );
  const all = [...sections, { label: '', fields: rest }];
  // A document's few fields stand together: the lines are what matters.
  if (isDocument) {
    const fields = all.flatMap((section) => section.fields);
    return [{ label: '', fields: beside(fields, CARRIED, /discount$/) }];
  }
  return all.filter((section) => section.fields.length > 0);
}

/** The field `name` moved to behind the first whose name fits. */
function beside(fields: Field[], name: string, after: RegExp): Field[] {
  const moved = fields.find((field) => field.name === name);
  if (!moved) return fields;
  const rest = fields.filter((field) => field !== moved);
  const at = rest.findIndex((field) => after.test(field.name)) + 1;
  return [...rest.slice(0, at), moved, ...rest.slice(at)];
}

interface Props {
  form: Form;
  values: Record<string, Value>;
  /** the record may be changed by this person */
  open: boolean;
  /** and is in a state where everything may be changed */
  editable: boolean;
  refusals: Record<string, string>;
  inherited: Record<string, string> | undefined;
  setting: Setting;
  /** some line goes on from an earlier document */
  goesOn: boolean;
  /** what is still being looked up for its fields */
  waiting: Waiting;
  onChange(name: string, value: Value): void;
}

export function HeaderForm(props: Props) {
  const { form, values, refusals } = props;
  const kept = useKeptHeader(form, values);
  const known = { ...values, ...kept };
  const pieces = piecesOf(values, kept?.base);
  const located = useLocated(form);
  const sections = useMemo(() => sectionsOf(form), [form]);
  const fields = useMemo(() => sections.flatMap((section) => section.fields), [sections]);
  const isOfGoods = form.kind === 'document' && form.tables.some(isTrade);
  const { goOn, onKeyDown } = useGoingOn({ fields, values, isTrade: isOfGoods });
  const { waiting } = props;
  const header = useMemo(
    () => ({ goOn, wait: (work: Promise<unknown>) => void waiting.add(work) }),
    [goOn, waiting],
  );
  return (
    <HeaderPieces value={pieces}>
      <HeaderOf value={header}>
        <div className="panel header-form" onKeyDownCapture={onKeyDown}>
          {sections.map((section) => (
            <fieldset key={section.label} className="section">
              {sections.length > 1 && section.label && <legend>{section.label}</legend>}
              {section.fields
                .filter((field) =>
                  field.name === CARRIED
                    ? offersCarrying(form, values, { again: props.editable && props.goesOn })
                    : !isAside(form, field.name, known, refusals),
                )
                .filter((field) => !isPlaceAside(field, values, refusals, located))
                .map((field) => (
                  <FieldBox
                    key={field.name}
                    field={field}
                    value={values[field.name]}
                    editable={props.editable || (props.open && (field.amendable ?? false))}
                    refusal={refusals[field.name]}
                    inherited={props.inherited?.[field.name]}
                    setting={props.setting}
                    onChange={props.onChange}
                  />
                ))}
            </fieldset>
          ))}
        </div>
      </HeaderOf>
    </HeaderPieces>
  );
}
