/** The home page while it is arranged: what stands on it, in which order, how wide. */
import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useSession } from '@/lib/session';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { ArrangedTile } from './ArrangedTile';
import type { HomeFigures } from './home';
import { COLUMNS } from './packing';
import { pinOf } from '@/lib/pins';
import {
  movedTo,
  tilesOf,
  useArrange,
  useLabels,
  type OwnTile,
  type PinParts,
  type TileName,
} from './tiles';
import { tileStyles, TileView } from './TileView';
import './arrange.css';

interface Props {
  found: HomeFigures;
  Pins: PinParts;
  onClose(): void;
}

/** Those that stand on the page, before those that do not. */
function inOrder(tiles: readonly OwnTile[]): OwnTile[] {
  return [...tiles.filter(({ shown }) => shown), ...tiles.filter(({ shown }) => !shown)];
}

function useTiles(found: HomeFigures) {
  const { t } = useTranslation();
  const session = useSession();
  const labelOf = useLabels(found);
  const [tiles, setTiles] = useState(() => inOrder(tilesOf(found, session)));
  /** What just happened, for who does not see it. */
  const [told, setTold] = useState('');
  const shown = tiles.filter((one) => one.shown);
  const places = shown.map(({ name }) => name);
  const change = (name: TileName, what: Partial<OwnTile>) => {
    setTiles(inOrder(tiles.map((one) => (one.name === name ? { ...one, ...what } : one))));
  };
  return {
    tiles,
    shown,
    told,
    change,
    labelOf,
    drop(name: TileName) {
      setTiles(tiles.filter((one) => one.name !== name));
    },
    move(name: TileName, to: number) {
      const from = places.indexOf(name);
      if (to < 0 || to >= places.length || to === from) return;
      setTiles(movedTo(tiles, from, to));
      const facts = { name: labelOf(name), place: to + 1, all: places.length };
      setTold(t('home.movedTo', facts));
    },
    widen(name: TileName, width: number) {
      const within = Math.min(COLUMNS, Math.max(1, width));
      if (tiles.find((one) => one.name === name)?.width === within) return;
      change(name, { width: within });
      setTold(t('home.wide', { name: labelOf(name), width: within, all: COLUMNS }));
    },
    place: (name: TileName) => places.indexOf(name),
  };
}

export function ArrangeHome({ found, Pins, onClose }: Props) {
  const { t } = useTranslation();
  const arrange = useArrange();
  const { tiles, shown, told, change, drop, labelOf, move, widen, place } = useTiles(found);
  const page = useRef<HTMLDivElement>(null);
  /** whose grip has the keys: it is put elsewhere in the page with its tile */
  const held = useRef<TileName | null>(shown[0]?.name ?? null);
  useLayoutEffect(() => {
    if (held.current === null) return;
    page.current?.querySelector<HTMLElement>(`[data-grip="${held.current}"]`)?.focus();
  }, [tiles]);
  const away = (name: TileName) => {
    const at = place(name);
    held.current = shown[at + 1]?.name ?? shown[at - 1]?.name ?? null;
  };
  const ownOf = (name: TileName) => {
    const pin = pinOf(name, found.pins);
    const onGone = () => {
      away(name);
      drop(name);
    };
    return pin && <Pins.Change {...{ pin, onGone }} />;
  };
  const styles = tileStyles(shown.map(({ width }) => width));
  return (
    <>
      <div className="panel arrange-bar" role="toolbar" aria-label={t('home.arrange')}>
        <p className="quiet">{t('home.arrangeHelp')}</p>
        {tiles
          .filter((one) => !one.shown)
          .map(({ name }) => (
            <Button
              key={name}
              size="small"
              type="dashed"
              icon={<PlusOutlined aria-hidden />}
              onClick={() => {
                held.current = name;
                change(name, { shown: true });
              }}
            >
              {labelOf(name)}
            </Button>
          ))}
        <Pins.Broken pins={found.pins} />
        <span className="spacer" />
        <Button
          type="text"
          onClick={() => {
            arrange.mutate([], { onSuccess: onClose });
          }}
        >
          {t('home.usual')}
        </Button>
        <Button onClick={onClose}>{t('home.leave')}</Button>
        <Button
          type="primary"
          loading={arrange.isPending}
          onClick={() => {
            arrange.mutate(tiles, { onSuccess: onClose });
          }}
        >
          {t('home.save')}
        </Button>
      </div>
      {arrange.error && <ProblemAlert error={arrange.error} />}
      <p className="sr-only" role="status">
        {told}
      </p>
      <div ref={page} className="tiles is-arranged">
        {shown.map(({ name, width }, index) => (
          <div key={name} className="tile" data-tile={name} style={styles[index]}>
            <ArrangedTile
              {...{ name, width }}
              label={labelOf(name)}
              own={ownOf(name)}
              place={index + 1}
              all={shown.length}
              onHeld={() => {
                held.current = name;
              }}
              onOver={(other) => {
                move(name, place(other));
              }}
              onMove={(by) => {
                move(name, index + by);
              }}
              onWidth={(next) => {
                widen(name, next);
              }}
              onHide={() => {
                away(name);
                change(name, { shown: false });
              }}
            >
              <TileView name={name} found={found} Pin={Pins.Tile} />
            </ArrangedTile>
          </div>
        ))}
      </div>
    </>
  );
}
