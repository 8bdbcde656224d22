/** The lines of a sheet with what was scanned of them, and what was refused. */
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { plainNumber, showNumber } from '@/lib/decimal';
import { StateTag } from '@/ui/StateTag';
import { leftOf, takenOf, type Item, type SheetLine } from './basket';
import { pieceKey } from './tried';

/** Numbers of pieces that are told one by one. */
const MOST_TOLD = 4;

/** What is to be at another place, and why it is not at the one that was said. */
export interface Placing {
  id: string;
  wrong: string;
}
interface Placings {
  placing: Placing | null;
  onPlacing(placing: Placing | null): void;
  onPlace(code: string): void;
}

interface Props extends Placings {
  lines: readonly SheetLine[];
  /** of the document; lines of another one say so */
  warehouse: string;
  items: readonly Item[];
  sent: readonly Item[];
  errors: Readonly<Record<string, string>>;
  onChoose(line: SheetLine): void;
  onDrop(item: Item, serial?: string): void;
}

export function Rows(props: Props) {
  const { lines, warehouse, items, sent, errors, onChoose, onDrop } = props;
  const { placing, onPlacing, onPlace } = props;
  const { t } = useTranslation();
  return (
    <ul className="scan-rows" aria-label={t('phone.lines')}>
      {lines.map((line) => {
        const mine = items.filter((one) => one.source === line.source);
        const taken = takenOf(line.source, items);
        const all = leftOf(line, [], sent).open;
        const done = taken.gte(all);
        const good = line.lying.filter((one) => one.good && one.location);
        const where = [...new Set(good.map((one) => one.location))];
        return (
          <li key={line.source} className={done ? 'phone-line is-done' : 'phone-line'}>
            <button
              type="button"
              className="scan-row"
              onClick={() => {
                onChoose(line);
              }}
            >
              <span>
                {line.code} {line.name} <span className="quiet">{line.specification}</span>
                <br />
                <span className="quiet">
                  {[
                    line.warehouse !== warehouse && line.warehouse,
                    where.slice(0, 3).join(' '),
                    line.put && t('phone.proposed', { place: line.put }),
                    line.batch,
                    line.remark,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
              <span className="scan-figure" data-testid={`taken-${line.code}`}>
                <b>{showNumber(plainNumber(taken))}</b>
                <span className="quiet">
                  / {showNumber(plainNumber(all.gt(0) ? all : taken))} {line.unit}
                </span>
                {done && <StateTag tone="success">{t('phone.full')}</StateTag>}
              </span>
            </button>
            {mine.map((one) => (
              <ItemRow
                key={one.id}
                item={one}
                errors={errors}
                unit={line.unit}
                onDrop={onDrop}
                placings={line.located && !one.lost ? { placing, onPlacing, onPlace } : null}
              />
            ))}
          </li>
        );
      })}
    </ul>
  );
}

interface ItemProps {
  item: Item;
  unit: string;
  errors: Readonly<Record<string, string>>;
  onDrop(item: Item, serial?: string): void;
  placings?: Placings | null;
}

export function ItemRow({ item, unit, errors, onDrop, placings = null }: ItemProps) {
  const { t } = useTranslation();
  const error = errors[item.id];
  const wrong = item.serials.filter((one) => errors[pieceKey(item.id, one)]);
  const about = [
    item.lost && t('phone.lost'),
    item.batch,
    item.produced_on && t('phone.madeOn', { day: item.produced_on }),
    item.expires_on && t('phone.goodUntil', { day: item.expires_on }),
    item.supplier_batch,
    !placings && item.location,
    item.into && t('phone.putAt', { place: item.into }),
    item.serials.slice(0, MOST_TOLD).join(' '),
    item.serials.length > MOST_TOLD && t('phone.pieces', { count: item.serials.length }),
  ];
  return (
    <>
      <div className="phone-item">
        <span>
          {showNumber(item.quantity)} {unit}
          <span className="quiet"> {about.filter(Boolean).join(' · ')}</span>
          {placings && <AtPlace item={item} {...placings} />}
          {error && <span className="phone-error">{error}</span>}
        </span>
        <Button
          onClick={() => {
            onDrop(item);
          }}
        >
          {t('phone.takeBack')}
        </Button>
      </div>
      {wrong.map((serial) => (
        <div key={serial} className="phone-item">
          <span className="phone-error">{errors[pieceKey(item.id, serial)]}</span>
          <Button
            aria-label={t('phone.takeBackPiece', { serial })}
            onClick={() => {
              onDrop(item, serial);
            }}
          >
            {t('phone.takeBack')}
          </Button>
        </div>
      ))}
    </>
  );
}

interface AtPlaceProps extends Placings {
  item: Item;
}

/** Where it lies or is put; pressed, another place is scanned or typed. */
function AtPlace({ item, placing, onPlacing, onPlace }: AtPlaceProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const { id, location: place } = item;
  if (placing?.id !== id) {
    return (
      <Button
        className="phone-at"
        onClick={() => {
          setTyped('');
          onPlacing({ id, wrong: '' });
        }}
      >
        {place ? t('phone.at', { place }) : t('phone.unplaced')}
      </Button>
    );
  }
  return (
    <>
      <span className="phone-put">
        <Input
          autoFocus
          value={typed}
          autoComplete="off"
          autoCapitalize="off"
          enterKeyHint="go"
          aria-label={t('phone.otherPlace')}
          placeholder={t('phone.otherPlace')}
          onChange={(event) => {
            setTyped(event.target.value);
          }}
          onPressEnter={() => {
            setTyped('');
            if (typed.trim()) onPlace(typed.trim());
          }}
        />
        <Button
          type="text"
          onClick={() => {
            onPlacing(null);
          }}
        >
          {t('phone.leave')}
        </Button>
      </span>
      {placing.wrong && (
        <span className="phone-error" role="alert">
          {placing.wrong}
        </span>
      )}
    </>
  );
}
