/** Open lines of earlier documents to be ticked, by document; what is ticked becomes lines. */
import { Input, Modal } from 'antd';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { GridAction, Row } from '@/grid/rows';
import { showNumber } from '@/lib/decimal';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { nameOf, type Form, type Table } from '../form';
import type { Setting } from '../kinds';
import { offeredCells } from '../record/billed';
import { cellsOf } from '../record/editor';
import { linksOf } from './links';
import { groupsOf, keyOf, useOffer, worthOf, type Group, type Offered } from './sources';
import './sources.css';

interface Props {
  form: Form;
  table: Table;
  asked: Record<string, string>;
  rows: readonly Row[];
  setting: Setting;
  dispatch(action: GridAction): void;
  onClose(): void;
}

type Chosen = ReadonlyMap<string, Offered>;

/** The box is ticked, or half of what is behind it is. */
function Box({ label, some, all, onChange }: BoxProps) {
  return (
    <input
      type="checkbox"
      aria-label={label}
      checked={all}
      ref={(box) => {
        if (box) box.indeterminate = some && !all;
      }}
      onChange={() => {
        onChange(!all);
      }}
    />
  );
}

interface BoxProps {
  label: string;
  some: boolean;
  all: boolean;
  onChange(on: boolean): void;
}

export default function SourcePicker(props: Props) {
  const { form, table, asked, rows, setting, dispatch, onClose } = props;
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const q = useDeferredValue(text.trim());
  const { data, error, isFetching, refetch } = useOffer(form.name, asked, q);
  const [chosen, setChosen] = useState<Chosen>(() => new Map());
  const links = useMemo(() => linksOf(table), [table]);
  const groups = useMemo(() => groupsOf(data?.items ?? [], rows, links), [data, rows, links]);
  const all = useMemo(() => groups.flatMap((group) => group.items), [groups]);

  const tick = (items: readonly Offered[], on: boolean) => {
    const next = new Map(chosen);
    for (const item of items) {
      if (on) next.set(keyOf(item.line, links), item);
      else next.delete(keyOf(item.line, links));
    }
    setChosen(next);
  };
  const box = (items: readonly Offered[], label: string) => {
    const ticked = items.filter((item) => chosen.has(keyOf(item.line, links))).length;
    return (
      <Box
        label={label}
        some={ticked > 0}
        all={items.length > 0 && ticked === items.length}
        onChange={(on) => {
          tick(items, on);
        }}
      />
    );
  };
  const money = (value: unknown) => showNumber(value, setting.digits);
  const taken = [...chosen.values()].sort(byDay);
  const worth = worthOf(taken);
  const take = () => {
    const lines = taken.map(({ line }) => offeredCells(cellsOf(line)));
    dispatch({ type: 'put', at: rows.length, lines });
    onClose();
  };
  const told = (count: number) =>
    worth === null
      ? t('sources.chosen', { count })
      : t('sources.chosenWorth', { count, amount: money(worth) });

  return (
    <Modal
      open
      width="min(920px, 100vw)"
      title={t('sources.title')}
      okText={t('sources.take')}
      okButtonProps={{ disabled: chosen.size === 0 }}
      onOk={take}
      onCancel={onClose}
    >
      <div className="stack">
        <Input
          autoFocus
          allowClear
          value={text}
          placeholder={t('sources.search')}
          aria-label={t('sources.search')}
          onChange={(event) => {
            setText(event.target.value);
          }}
        />
        {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
        {data?.more && <p className="hint">{t('sources.more')}</p>}
        {data && all.length === 0 && !isFetching && (
          <p className="quiet">{t(nothing(data.items.length > 0, q))}</p>
        )}
        {all.length > 0 && (
          <div className="sources" aria-busy={isFetching}>
            <label className="sources-all">
              {box(all, t('sources.all'))}
              <span>{t('sources.all')}</span>
            </label>
            {groups.map((group) => (
              <Lines key={group.source.id} {...{ group, links, box, money }} />
            ))}
          </div>
        )}
        <p className="sources-sum" role="status">
          {told(chosen.size)}
        </p>
      </div>
    </Modal>
  );
}

function byDay({ source: one }: Offered, { source: other }: Offered): number {
  return `${one.date ?? ''} ${one.number}`.localeCompare(`${other.date ?? ''} ${other.number}`);
}

/** Why there is nothing to tick. */
function nothing(some: boolean, q: string) {
  if (some) return 'sources.allThere';
  return q ? 'sources.nothingFits' : 'sources.nothing';
}

interface LinesProps {
  group: Group;
  links: readonly string[];
  box(items: readonly Offered[], label: string): React.ReactNode;
  money(value: unknown): string;
}

function Lines({ group: { source, items }, links, box, money }: LinesProps) {
  const { t } = useTranslation();
  const worth = worthOf(items);
  return (
    <section aria-label={source.number}>
      <label className="sources-document">
        {box(items, t('sources.whole', { number: source.number }))}
        <b>{source.number}</b>
        <span className="quiet">{[source.label, source.date].filter(Boolean).join(' · ')}</span>
        <span className="sources-figure">{worth === null ? '' : money(worth)}</span>
      </label>
      {items.map((item) => {
        const { line } = item;
        const name = nameOf(line['product']);
        return (
          <label className="sources-line" key={keyOf(line, links)}>
            {box([item], t('sources.line', { number: source.number, name }))}
            <span className="sources-name">
              {name} <span className="quiet">{String(line['specification'] ?? '')}</span>
            </span>
            <span className="sources-figure">
              {showNumber(line['quantity'])} {unitOf(line['unit'])}
            </span>
            <span className="sources-figure">{'total' in line ? money(line['total']) : ''}</span>
          </label>
        );
      })}
    </section>
  );
}

/** A unit is known by its name. */
function unitOf(unit: unknown): string {
  const { name } = (unit ?? {}) as { name?: string };
  return name ?? '';
}
