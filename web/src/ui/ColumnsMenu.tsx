/** Which columns of a table are shown: chosen by who looks at it, kept by their browser. */
import { Button, Dropdown } from 'antd';
import { useMemo, useState, type ReactNode } from 'react';
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

/** The columns to show, and the button to choose them with; the first is always there. */
export function useShownColumns<C extends Choosable>(
  table: string,
  columns: readonly C[],
): [C[], ReactNode] {
  const key = `huolang.columns.${table}`;
  const [kept, setKept] = useState({ key, turned: recall(key) ?? '' });
  if (kept.key !== key) setKept({ key, turned: recall(key) ?? '' });
  const { turned } = kept;
  const shown = useMemo(() => shownOf(columns, turned), [columns, turned]);
  const turn = (name: string) => {
    const other = new Set(turned.split(',').filter((one) => one));
    if (!other.delete(name)) other.add(name);
    const next = [...other].join(',');
    remember(key, next || null);
    setKept({ key, turned: next });
  };
  return [shown, <Menu key="columns" columns={columns.slice(1)} shown={shown} onTurn={turn} />];
}

interface MenuProps {
  columns: readonly Choosable[];
  shown: readonly Choosable[];
  onTurn(name: string): void;
}

function Menu({ columns, shown, onTurn }: MenuProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const on = shown.map(({ name }) => name);
  return (
    <Dropdown
      trigger={['click']}
      open={open}
      onOpenChange={(next, { source }) => {
        if (source === 'trigger') setOpen(next);
      }}
      menu={{
        className: 'columns-menu',
        selectedKeys: on,
        multiple: true,
        items: columns.map(({ name, label }) => ({
          key: name,
          label,
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
