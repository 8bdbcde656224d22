/** One cell: a native input of its kind, or plain text where nothing can be typed. */
import type { ChangeEvent, CompositionEvent, FocusEvent, MouseEvent, ReactNode } from 'react';
import { memo, useLayoutEffect, useRef, useState } from 'react';

import { afterPaint } from './afterPaint';
import { CheckInput } from './CheckInput';
import { cellTexts, isFixed, type Column } from './columns';
import { isEmpty, type CellValue, type Row } from './rows';

/** Stable for the life of the grid, so that only the line that changes is drawn again. */
export interface CellEvents {
  change(row: Row, column: Column, value: string | boolean, composing: boolean): void;
  compositionEnd(row: Row, column: Column, text: string): void;
  browse(row: Row, column: Column): void;
}

export interface CellProps {
  row: Row;
  index: number;
  column: Column;
  columnIndex: number;
  editing: boolean;
  /** what is being typed into a record cell; null when nothing is */
  searchText: string | null;
  editable: boolean;
  selected: boolean;
  refusal: string | undefined;
  /** reckoned on this screen, in place of the stored value */
  figure: string | undefined;
  note: ReactNode;
  listId: string;
  activeOption: string | undefined;
  browseLabel: string;
  events: CellEvents;
}

function textOf(props: CellProps, value: CellValue): string {
  const { column, editing, searchText } = props;
  if (searchText !== null) return searchText;
  const texts = cellTexts[column.editor];
  return editing && column.editor !== 'lookup'
    ? texts.raw(value, column)
    : texts.show(value, column);
}

/** What the line of this first cell is a part of: it stands below the line of that. */
function wholeOf({ column, columnIndex, row }: CellProps): string | undefined {
  const whole = columnIndex === 0 && column.fixedBy ? row.values[column.fixedBy] : undefined;
  return typeof whole === 'string' && whole !== '' ? whole : undefined;
}

/** A figure is told whole where somebody made its column too narrow for it. */
function toldOf({ column, row }: CellProps): string | undefined {
  const value = row.values[column.name];
  if (column.editor !== 'number' || isEmpty(value)) return undefined;
  return cellTexts.number.show(value, column);
}

function shared(props: CellProps) {
  const { column, index, columnIndex, refusal } = props;
  const whole = wholeOf(props);
  return {
    'data-row': index,
    'data-column': columnIndex,
    'data-testid': `cell-${String(index)}-${column.name}`,
    'aria-label': [column.label, String(index + 1), whole].filter(Boolean).join(' '),
    'aria-invalid': refusal ? true : undefined,
    title: refusal ?? whole ?? toldOf(props),
    className: 'cell-input',
  } as const;
}

/** An input method is still putting the characters together. */
function isComposing(event: Event): boolean {
  return event instanceof InputEvent && event.isComposing;
}

/** Some of the text was selected, with the mouse drawn over it. */
function isPart({ selectionStart, selectionEnd, value }: HTMLInputElement): boolean {
  const length = (selectionEnd ?? 0) - (selectionStart ?? 0);
  return length > 0 && length < value.length;
}

function TextInput(props: CellProps) {
  const { row, column, searchText, listId, activeOption, events } = props;
  const combobox =
    column.editor === 'lookup'
      ? ({
          role: 'combobox',
          'aria-expanded': searchText !== null,
          'aria-controls': searchText === null ? undefined : listId,
          'aria-activedescendant': activeOption,
          'aria-autocomplete': 'list',
        } as const)
      : {};
  const input = useRef<HTMLInputElement>(null);
  const typed = useRef(false);
  const [text, setText] = useState<string | null>(null);
  const value = text ?? textOf(props, row.values[column.name]);
  // A cell that was entered stays wholly selected while its text changes by itself (1,200 becomes
  // 1200, a unit arrives with its product), so that the next key replaces it.
  useLayoutEffect(() => {
    if (input.current === document.activeElement && !typed.current) input.current?.select();
  }, [value]);
  return (
    <input
      {...shared(props)}
      {...combobox}
      ref={input}
      value={value}
      onFocus={() => {
        typed.current = false;
      }}
      onMouseUp={(event: MouseEvent<HTMLInputElement>) => {
        // A refused figure has the focus already: what is typed after a click into it replaces it.
        const { currentTarget: target, detail } = event;
        if (column.editor !== 'number' || typed.current || detail > 1 || isPart(target)) return;
        event.preventDefault();
        target.select();
      }}
      onChange={(event: ChangeEvent<HTMLInputElement>) => {
        typed.current = true;
        const { value: now } = event.target;
        if (column.editor === 'lookup') {
          events.change(row, column, now, isComposing(event.nativeEvent));
          return;
        }
        setText(now);
        afterPaint(() => {
          setText(null);
          events.change(row, column, now, false);
        });
      }}
      onCompositionEnd={(event: CompositionEvent<HTMLInputElement>) => {
        events.compositionEnd(row, column, event.currentTarget.value);
      }}
      readOnly={isFixed(column, row.values)}
      inputMode={column.editor === 'number' ? 'decimal' : undefined}
      placeholder={column.editor === 'day' && props.editing ? 'YYYY-MM-DD' : undefined}
      maxLength={column.editor === 'text' ? column.maxLength : undefined}
      autoComplete="off"
      autoCorrect="off"
      spellCheck={false}
    />
  );
}

function ChoiceInput(props: CellProps) {
  const { row, column, events } = props;
  const value = row.values[column.name];
  return (
    <select
      {...shared(props)}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => {
        events.change(row, column, event.target.value, false);
      }}
    >
      <option value="" />
      {column.options?.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

function Inner(props: CellProps) {
  const { row, column, editable, figure, index, events } = props;
  const fixed = isFixed(column, row.values);
  const picked = column.editor === 'check' || column.editor === 'choice';
  if (!editable || column.readonly || (fixed && picked)) {
    const text = figure ?? textOf(props, row.values[column.name]);
    return (
      <span
        className="cell-text"
        data-testid={`cell-${String(index)}-${column.name}`}
        title={props.refusal ?? [text, wholeOf(props)].filter(Boolean).join(' · ')}
      >
        {text}
      </span>
    );
  }
  if (column.editor === 'check') {
    return <CheckInput row={row} column={column} events={events} said={shared(props)} />;
  }
  if (column.editor === 'choice') return <ChoiceInput {...props} />;
  return (
    <>
      <TextInput {...props} />
      {column.editor === 'lookup' && !fixed && (
        <button
          type="button"
          tabIndex={-1}
          className="cell-browse"
          aria-label={`${props.browseLabel} ${column.label} ${String(index + 1)}`}
          onMouseDown={(event: MouseEvent) => {
            event.preventDefault();
            events.browse(row, column);
          }}
        />
      )}
    </>
  );
}

export const Cell = memo(function Cell(props: CellProps) {
  const { column, selected, refusal, editing, note, columnIndex } = props;
  const classes = ['cell', `cell-${column.align}`];
  if (columnIndex === 0) classes.push('cell-first');
  if (wholeOf(props)) classes.push('cell-part');
  if (column.main) classes.push('cell-main');
  if (selected) classes.push('cell-selected');
  if (refusal) classes.push('cell-refused');
  if (editing) classes.push('cell-active');
  if (column.readonly || isFixed(column, props.row.values)) classes.push('cell-readonly');
  const shownOnly = !props.editable || column.readonly;
  if (shownOnly && isEmpty(props.row.values[column.name]) && !props.figure) {
    classes.push('cell-empty');
  }
  return (
    <div
      className={classes.join(' ')}
      role="gridcell"
      aria-colindex={columnIndex + 2}
      data-label={column.label}
    >
      <Inner {...props} />
      {note}
    </div>
  );
});

/** Whole cells are selected on entering them, by key and by mouse. */
export function selectAll(event: FocusEvent): void {
  const { target } = event;
  if (target instanceof HTMLInputElement && target.type !== 'checkbox') target.select();
}
