/** Which columns of a table are shown, and in which order: chosen by who looks at it, kept by their
 * browser. */
import { Button, Dropdown } from 'antd';
import { useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { recall, remember } from '@/lib/remember';

export interface Choosable {
  name: string;
  label: string;
  /** shown only when somebody asks for it */
  aside?: boolean;
}

/** Only what differs from the table's own choice is kept: what a release adds is seen. */
export function shownOf<C extends Choosable>(columns: readonly C[], turned: string): C[] {
  const other = new Set(turned.split(','));
  return columns.filter(({ name, aside }) => (aside ?? false) === other.has(name));
}

/**
 * In the order somebody gave them. The first stays first; one that was not there then stands behind
 * the column that it stands behind of itself.
 */
export function orderedBy<C extends Choosable>(columns: readonly C[], order: string): C[] {
  const wanted = order.split(',').filter((name) => name);
  if (wanted.length === 0) return [...columns];
  const placed = columns.filter(({ name }, index) => index > 0 && wanted.includes(name));
  placed.sort((one, other) => wanted.indexOf(one.name) - wanted.indexOf(other.name));
  const ordered = [...columns.slice(0, 1), ...placed];
  columns.forEach((column, index) => {
    if (ordered.includes(column)) return;
    const before = columns[index - 1];
    ordered.splice(before ? ordered.indexOf(before) + 1 : 0, 0, column);
  });
  return ordered;
}

/** The names with `name` where `onto` stands. */
export function moved(names: readonly string[], name: string, onto: string): string[] {
  const to = names.indexOf(onto);
  const others = names.filter((one) => one !== name);
  if (to < 0 || others.length === names.length) return [...names];
  return [...others.slice(0, to), name, ...others.slice(to)];
}

function recalled(key: string) {
  return { key, turned: recall(key) ?? '', order: recall(`${key}.order`) ?? '' };
}

export interface Shown<C> {
  columns: C[];
  /** somebody chose them */
  chosen: boolean;
  /** the button to choose them with */
  button: ReactNode;
}

/** The columns to show; the first is always there, and first. */
export function useShownColumns<C extends Choosable>(
  table: string,
  columns: readonly C[],
): Shown<C> {
  const key = `huolang.columns.${table}`;
  const [kept, setKept] = useState(() => recalled(key));
  if (kept.key !== key) setKept(recalled(key));
  const { turned, order } = kept;
  const ordered = useMemo(() => orderedBy(columns, order), [columns, order]);
  const shown = useMemo(() => shownOf(ordered, turned), [ordered, turned]);
  const turn = (name: string) => {
    const other = new Set(turned.split(',').filter((one) => one));
    if (!other.delete(name)) other.add(name);
    const next = [...other].join(',');
    remember(key, next || null);
    setKept({ ...kept, turned: next });
  };
  const move = (name: string, onto: string) => {
    const names = ordered.slice(1).map((one) => one.name);
    const next = moved(names, name, onto).join(',');
    remember(`${key}.order`, next);
    setKept({ ...kept, order: next });
  };
  const told = { columns: ordered.slice(1), shown, onTurn: turn, onMove: move };
  return {
    columns: shown,
    chosen: Boolean(turned || order),
    button: <Menu key="columns" {...told} />,
  };
}

interface MenuProps {
  columns: readonly Choosable[];
  shown: readonly Choosable[];
  onTurn(name: string): void;
  onMove(name: string, onto: string): void;
}

const STEPS: Partial<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 };

/** The column that has the focus, as an entry of the menu. */
function focused(): string | undefined {
  const label = document.activeElement?.querySelector('[data-column]');
  return label instanceof HTMLElement ? label.dataset['column'] : undefined;
}

function focusOn(name: string) {
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>(`li:has([data-column="${name}"])`)?.focus();
  });
}

function Menu({ columns, shown, onTurn, onMove }: MenuProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const dragged = useRef('');
  const on = shown.map(({ name }) => name);
  const step = (event: KeyboardEvent) => {
    const by = event.altKey ? STEPS[event.key] : undefined;
    const name = focused();
    if (!by || !name) return;
    event.preventDefault();
    event.stopPropagation();
    const onto = columns[columns.findIndex((one) => one.name === name) + by];
    if (onto) onMove(name, onto.name);
    focusOn(name);
  };
  return (
    <Dropdown
      trigger={['click']}
      open={open}
      onOpenChange={(next, { source }) => {
        if (source === 'trigger') setOpen(next);
      }}
      popupRender={(menu) => (
        <div className="columns-popup" onKeyDownCapture={step}>
          {menu}
          <p className="quiet">{t('list.columnsHint')}</p>
        </div>
      )}
      menu={{
        className: 'columns-menu',
        selectedKeys: on,
        multiple: true,
        items: columns.map(({ name, label }) => ({
          key: name,
          label: (
            <span
              data-column={name}
              draggable
              onDragStart={(event) => {
                dragged.current = name;
                event.dataTransfer.effectAllowed = 'move';
              }}
              onDragOver={(event) => {
                if (dragged.current) event.preventDefault();
              }}
              onDrop={(event) => {
                event.preventDefault();
                onMove(dragged.current, name);
                dragged.current = '';
              }}
            >
              {label}
            </span>
          ),
          icon: <span aria-hidden="true">{on.includes(name) ? '☑' : '☐'}</span>,
        })),
        onClick: ({ key }) => {
          onTurn(key);
        },
      }}
    >
      <Button>{t('list.columns')}</Button>
    </Dropdown>
  );
}
