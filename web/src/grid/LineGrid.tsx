/** The line grid: the lines of a document, typed without a mouse. */
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
} from 'react';
import { useTranslation } from 'react-i18next';

import { rangeOf } from './block';
import { selectAll } from './Cell';
import type { Column } from './columns';
import { GridFooter, GridHeader, GridStatus } from './GridEdges';
import { LookupList } from './LookupList';
import type { LineGridProps } from './props';
import { RowView, selectionIn } from './RowView';
import type { Row } from './rows';
import { useClipboard } from './useClipboard';
import { useCellEvents } from './useCellEvents';
import { placeOf, useFocus } from './useFocus';
import { nextPlace, onGridKey } from './useKeyboard';
import { useLookup } from './useLookup';
import { usePointer } from './usePointer';
import { useScannedBeside } from './useScannedBeside';
import { useScanner } from './useScanner';
import { useRefusals } from './useRefusals';
import { layout, longestOf } from './widths';
import { useUnasked } from './useUnasked';
import { Waiting } from './waiting';
import { useSame } from '@/lib/same';
import { useMeasures, useRemeasured } from '@/ui/density';
import { useNarrow } from '@/ui/narrow';
import './grid.css';

/** Of a line on a phone, before it is measured. */
const CARD_HEIGHT = 190;
/** The last line, however many there will be. */
const END = Number.MAX_SAFE_INTEGER;

export function LineGrid(props: LineGridProps) {
  const { columns, state, dispatch, editable, refusals, figures, sums } = props;
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const listId = useId();
  const narrow = useNarrow();
  const { line } = useMeasures();
  const { rows } = state;

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (narrow ? CARD_HEIGHT : line),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 4,
    scrollPaddingStart: line,
    scrollPaddingEnd: line * 2,
  });
  useRemeasured(virtualizer, narrow ? CARD_HEIGHT : line);
  const scrollToRow = useCallback(
    (row: number) => {
      virtualizer.scrollToIndex(row, { align: 'auto' });
    },
    [virtualizer],
  );
  const focus = useFocus(scroller, scrollToRow, rows.length);
  const { active, anchor } = focus;

  const rowsNow = useRef(rows);
  useEffect(() => {
    rowsNow.current = rows;
  }, [rows]);
  const strokes = useRef(0);
  const unsure = useRef<((row: Row, column: Column) => void) | null>(null);
  const [own] = useState(() => new Waiting());
  const waiting = props.waiting ?? own;
  const lookup = useLookup({ dispatch, waiting, strokes, unsure });
  const indexOf = (row: Row) => rowsNow.current.findIndex((each) => each.key === row.key);
  useEffect(() => {
    unsure.current = (row, column) => {
      focus.goTo({ row: indexOf(row), column: columns.indexOf(column) });
    };
  });
  const firstInput = columns.findIndex((column) => !column.readonly);
  const events = useCellEvents({
    dispatch,
    lookup,
    removed: (row) => {
      focus.settleAt({ row: indexOf(row), column: active?.column ?? firstInput });
    },
  });
  useUnasked({ rows, columns, editable, waiting, dispatch });
  const scanner = useScanner({
    ...{ rowsNow, columns, editable, lookup, waiting, dispatch },
    onScanned: (column) => {
      focus.settleAt({ row: END, column: columns.indexOf(column) });
    },
  });
  useScannedBeside(scroller, scanner.onKeyDownCapture);
  const pointer = usePointer(focus, lookup, strokes, narrow);

  const range = active ? rangeOf(active, anchor ?? active) : null;
  const shown = anchor ? range : null;
  const { arranging } = props;
  const widths = arranging?.widths;
  const longest = useSame(useMemo(() => longestOf(rows, columns), [rows, columns]));
  const style = useMemo(
    () => layout(columns, sums, editable, widths, longest),
    [columns, sums, editable, widths, longest],
  );
  const words = useMemo(() => ({ remove: t('grid.remove'), browse: t('grid.browse') }), [t]);

  const onKeyDown = (event: KeyboardEvent) => {
    const board = {
      rows,
      columns,
      editable,
      active,
      anchor,
      lookup,
      dispatch,
      goTo: focus.goTo,
      settleAt: focus.settleAt,
      pageRows: () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / line) - 3),
      leaveGrid: () => props.onDone?.(),
    };
    strokes.current += 1;
    if (onGridKey(board, event)) event.preventDefault();
  };

  const clipboard = useClipboard({
    ...{ rows, rowsNow, columns, editable, range, dispatch, lookup, waiting },
    several: anchor !== null,
  });

  const onFocus = (event: FocusEvent) => {
    const place = placeOf(event.target);
    if (!place) return;
    selectAll(event);
    focus.entered(place, false);
  };

  const onBlur = (event: FocusEvent) => {
    const place = placeOf(event.target);
    const row = place && rows[place.row];
    const column = place && columns[place.column];
    if (row && column) {
      events.leave(row, column);
      if (event.target instanceof HTMLInputElement) scanner.onLeft(row, column, event.target.value);
    }
    if (!scroller.current?.contains(event.relatedTarget as Node | null)) focus.left();
  };

  const items = virtualizer.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  const searched = columns.find((column) => column.name === lookup.search?.name);
  const openRefusal = useRefusals({
    ...{ rows, columns, refusals },
    refused: props.refused ?? 0,
    goTo: editable ? focus.goTo : ({ row }) => scrollToRow(row),
  });

  return (
    <section className="grid-frame" aria-label={props.label}>
      <div
        ref={scroller}
        className="grid"
        role="grid"
        tabIndex={-1}
        aria-label={props.label}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + 1}
        aria-readonly={!editable}
        onKeyDownCapture={scanner.onKeyDownCapture}
        onKeyDown={onKeyDown}
        {...clipboard.events}
        onFocus={onFocus}
        onBlur={onBlur}
        {...pointer}
      >
        <div className="grid-inner" style={style} role="presentation">
          <GridHeader {...{ columns, editable, arranging }} number={t('grid.line')} />
          <div style={{ height: above }} role="presentation" />
          {items.map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            return (
              <RowView
                key={row.key}
                row={row}
                index={item.index}
                columns={columns}
                editable={editable}
                activeColumn={active?.row === item.index ? active.column : null}
                selected={selectionIn(shown, item.index)}
                search={lookup.search?.key === row.key ? lookup.search : null}
                listId={listId}
                refusals={refusals?.get(row.key)}
                figures={figures?.get(row.key)}
                notes={props.notes}
                measure={narrow ? virtualizer.measureElement : undefined}
                words={words}
                events={events}
              />
            );
          })}
          <div style={{ height: below }} role="presentation" />
          <GridFooter columns={columns} sums={sums} />
        </div>
      </div>
      {!narrow && props.choose && <div className="grid-choose">{props.choose}</div>}
      <GridStatus
        rows={rows}
        columns={columns}
        active={active}
        refusals={refusals}
        scanned={scanner.last}
        left={clipboard.left}
        onForget={clipboard.forget}
        told={props.told ?? null}
        onOpen={openRefusal}
      />
      {lookup.search && searched && (
        <LookupList
          search={lookup.search}
          column={searched}
          anchor={() => focus.element(active)}
          listId={listId}
          label={t('grid.found')}
          words={{ searching: t('grid.searching'), nothing: t('grid.nothingFound') }}
          onChoose={(candidate) => {
            lookup.choose(candidate);
            const next = active && nextPlace(active, 1, { columns, rows });
            if (next) focus.goTo(next);
          }}
        />
      )}
    </section>
  );
}
