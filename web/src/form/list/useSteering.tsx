/** Looking at the rows of a list, and typing into them, without leaving it. */
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';

import { useOneColumn } from '@/ui/narrow';
import { focusRow, type Steering } from '@/ui/steering';
import type { Form, RecordData } from '../form';
import { useSetting } from '../setting';
import { CellInput, CellPending } from './Cell';
import { typedField } from './cellDrafts';
import { useCellEdit } from './useCellEdit';

/** A second click within this time is a double one: until then nothing moves under the mouse. */
const TWICE = 250;

interface Given {
  form: Form;
  rows: readonly RecordData[];
  columns: readonly string[];
  open(row: RecordData): void;
}

function isUndo(event: Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'shiftKey' | 'key'>): boolean {
  return (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z';
}

export function useSteering({ form, rows, columns, open }: Given) {
  const setting = useSetting();
  const room = !useOneColumn();
  const edit = useCellEdit({ form, rows, columns });
  const [current, setCurrent] = useState<string | null>(null);
  const [column, setColumn] = useState<string | null>(null);
  const [looking, setLooking] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
    },
    [],
  );
  const { place } = edit;
  const undo = useRef(edit.undo);
  undo.current = edit.undo;
  useEffect(() => {
    // A button that was pressed goes with its notice, and leaves the focus nowhere.
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.target !== document.body || !isUndo(event)) return;
      event.preventDefault();
      undo.current();
    };
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', onKey);
    };
  }, []);
  useEffect(() => {
    if (!place) return;
    setCurrent(place.id);
    setColumn(place.column);
  }, [place]);

  const steering = useMemo((): Steering<RecordData> => {
    const look = (row: RecordData) => {
      setCurrent(row.id);
      setLooking(true);
    };
    const step = (row: RecordData, by: number) => {
      const next = rows[rows.findIndex((one) => one.id === row.id) + by];
      if (next) setCurrent(next.id);
    };
    const beside = (by: number) => {
      const at = columns.indexOf(column ?? '');
      const [before, behind] = [columns.slice(0, Math.max(at, 0)).reverse(), columns.slice(at + 1)];
      const next = (by < 0 ? before : behind).find((one) => edit.typed.includes(one));
      if (next) setColumn(next);
    };
    const begin = (row: RecordData) => {
      // What cannot be typed into leads to no other column.
      const at = column ?? edit.typed[0];
      if (at !== undefined && edit.typed.includes(at)) edit.start(row.id, at);
    };
    const onKey = (event: KeyboardEvent, row: RecordData) => {
      if (event.target !== event.currentTarget) return;
      const act: Record<string, () => void> = {
        ArrowDown: () => {
          step(row, 1);
        },
        ArrowUp: () => {
          step(row, -1);
        },
        ArrowRight: () => {
          beside(1);
        },
        ArrowLeft: () => {
          beside(-1);
        },
        ' ': () => {
          if (looking && current === row.id) setLooking(false);
          else look(row);
        },
        Enter: () => {
          open(row);
        },
        Escape: () => {
          setLooking(false);
        },
        F2: () => {
          setCurrent(row.id);
          begin(row);
        },
      };
      const done = isUndo(event)
        ? edit.undo
        : event.ctrlKey || event.altKey
          ? undefined
          : act[event.key];
      if (!done) return;
      event.preventDefault();
      done();
    };
    return {
      current,
      column: edit.typed.includes(column ?? '') ? column : null,
      onKey,
      choose: (row, at, twice) => {
        clearTimeout(timer.current);
        setCurrent(row.id);
        setColumn(at);
        if (!twice) {
          timer.current = setTimeout(() => {
            setLooking(true);
          }, TWICE);
        } else if (!at || !edit.start(row.id, at)) open(row);
      },
      cell: (row, name) => {
        const field = typedField(form, name);
        const draft = edit.drafts.get(row.id);
        if (!field) return undefined;
        if (place?.id === row.id && place.column === name) {
          const onDone = () => {
            requestAnimationFrame(() => {
              // Not if somebody types into another cell by then.
              if (!document.querySelector('.cell-input')) focusRow(document.body, row.id);
            });
          };
          return <CellInput key={name} {...{ edit, field, row, setting, onDone }} />;
        }
        if (!draft || !(name in draft.values)) return undefined;
        return <CellPending {...{ field, draft, setting }} />;
      },
    };
  }, [form, rows, columns, edit, place, current, column, looking, open, setting]);

  const shown = looking && rows.some((row) => row.id === current) ? current : null;
  return {
    edit,
    steering: room ? steering : undefined,
    looked: room ? shown : null,
    close: () => {
      setLooking(false);
      if (current) focusRow(document.body, current);
    },
  };
}
