/** The button that says which columns are shown, in which order, and by keys also how wide. */
import { TableOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';

import { LEAST, MOST, STEP } from './fit';
import type { Arranging, Choosable } from './shownColumns';

interface MenuProps {
  columns: readonly Choosable[];
  shown: readonly Choosable[];
  arranging: Arranging;
  /** an icon in the corner of a grid */
  small: boolean;
  /** something differs from how it was by itself */
  arranged: boolean;
  onTurn(name: string): void;
  /** shows every one */
  onAll(): void;
  onReset(): void;
}

const STEPS: Partial<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 };
const WIDER: Partial<Record<string, number>> = { ArrowLeft: -STEP, ArrowRight: STEP };
/** The entry that puts everything back; no column is called so. */
const RESET = ' reset';
/** The one that shows what stands aside as well. */
const ALL = ' all';

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

export function ColumnsMenu(props: MenuProps) {
  const { columns, shown, arranging, small, arranged, onTurn, onAll, onReset } = props;
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const dragged = useRef('');
  const on = shown.map(({ name }) => name);
  const missing = shown.length < columns.length;
  // The first stays where it is.
  const movable = columns.slice(1);
  const step = (event: KeyboardEvent) => {
    const by = event.altKey ? STEPS[event.key] : undefined;
    const wider = event.altKey ? WIDER[event.key] : undefined;
    const name = focused();
    if ((!by && !wider) || !name) return;
    event.preventDefault();
    event.stopPropagation();
    if (wider) {
      const now = arranging.widths[name] ?? columns.find((one) => one.name === name)?.width ?? 100;
      arranging.onWidth(name, Math.min(MOST, Math.max(LEAST, now + wider)));
      return;
    }
    const onto = movable[movable.findIndex((one) => one.name === name) + (by ?? 0)];
    if (onto && name !== columns[0]?.name) arranging.onMove(name, onto.name);
    focusOn(name);
  };
  const entry = ({ name, label, needed }: Choosable, first: boolean) => ({
    key: name,
    label: (
      <span
        data-column={name}
        draggable={!first}
        onDragStart={(event) => {
          dragged.current = name;
          event.dataTransfer.effectAllowed = 'move';
        }}
        onDragOver={(event) => {
          if (dragged.current) event.preventDefault();
        }}
        onDrop={(event) => {
          event.preventDefault();
          if (dragged.current && !first) arranging.onMove(dragged.current, name);
          dragged.current = '';
        }}
      >
        {label}
      </span>
    ),
    icon: <span aria-hidden="true">{needed || first ? '·' : on.includes(name) ? '☑' : '☐'}</span>,
  });
  const all = { key: ALL, label: t('list.columnsAll') };
  const put = { key: RESET, label: t('list.columnsReset') };
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
        className: small ? 'columns-menu is-small' : 'columns-menu',
        selectedKeys: on,
        multiple: true,
        items: [
          ...columns.map((column, index) => entry(column, index === 0)),
          ...(missing || arranged ? [{ type: 'divider' as const, key: ' line' }] : []),
          ...(missing ? [all] : []),
          ...(arranged ? [put] : []),
        ],
        onClick: ({ key }) => {
          if (key === RESET) onReset();
          else if (key === ALL) onAll();
          else if (key !== columns[0]?.name && !columns.find(({ name }) => name === key)?.needed)
            onTurn(key);
        },
      }}
    >
      {small ? (
        <Button
          type="text"
          size="small"
          icon={<TableOutlined />}
          aria-label={t('list.columns')}
          title={t('list.columns')}
        />
      ) : (
        <Button>{t('list.columns')}</Button>
      )}
    </Dropdown>
  );
}
