/** One thing after the other: what it is, of which batch or number, and how many. */
import { Switch } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Doubts } from '@/scan/Doubts';
import { PlaceBox } from '@/scan/PlaceBox';
import { SaidLine } from '@/scan/SaidLine';
import { ScanBox, type ScanHandle } from '@/scan/ScanBox';
import { same } from '@/scan/codes';
import { find } from './finding';
import { HowMany, type About } from './HowMany';
import { mineOf, mineWithout, type Queued, type SheetLine } from './queue';
import { useScans } from './useScans';

/** What somebody counted, as it goes into the queue. */
export interface Said {
  code: string;
  product: string | null;
  quantity: string;
  batch: string;
  location: string;
  serial: string;
  expires_on: string | null;
  called: string;
  unit: string;
  line: SheetLine | null;
  /** it stands instead of what was `before` */
  instead: boolean;
  before: string | null;
  /** the serial number is meant, whatever else is called so */
  sure: boolean;
}

interface Props {
  lines: readonly SheetLine[];
  queue: readonly Queued[];
  /** of which places are named; empty: there are none */
  warehouse: string;
  place: string;
  onPlace(code: string): void;
  chosen: SheetLine | null;
  onChosen(line: SheetLine | null): void;
  onSay(said: Said): void;
}

const asked = (line: SheetLine, place: string): About => ({
  code: line.code,
  sample: line,
  lines: line.serialized || same(line.location_code ?? '', place) ? [line] : [],
  factor: '1',
});

function lineOf({ sample, lines }: About, batch: string): SheetLine | null {
  if (!sample?.batched) return lines[0] ?? null;
  return lines.find((one) => same(one.batch, batch)) ?? null;
}

export function Entry(props: Props) {
  const { lines, queue, warehouse, place, onPlace, chosen, onChosen, onSay } = props;
  const { t } = useTranslation();
  const [found, setFound] = useState<About | null>(null);
  const [each, setEach] = useState(false);
  const input = useRef<ScanHandle>(null);
  const about = chosen ? asked(chosen, place) : found;

  const leave = () => {
    scans.forget();
    setFound(null);
    onChosen(null);
    input.current?.focus();
  };
  const nameOf = (of: About, batch: string) => ({
    code: of.sample ? '' : of.code,
    product: of.sample?.product ?? null,
    batch,
    location: of.sample?.serialized ? '' : place,
  });
  const mine = (of: About, batch: string) => {
    const line = lineOf(of, batch);
    return line ? mineOf(line, queue) : mineWithout(nameOf(of, batch), queue);
  };
  const record = (of: About, quantity: string, more: Partial<Said> = {}) => {
    const batch = more.batch ?? '';
    onSay({
      ...nameOf(of, batch),
      quantity,
      serial: '',
      expires_on: null,
      called: of.sample ? `${of.sample.code} ${of.sample.name}` : of.code,
      unit: of.sample?.unit ?? '',
      line: lineOf(of, batch),
      instead: false,
      sure: false,
      before: more.instead ? mine(of, batch) : null,
      ...more,
    });
  };
  const scans = useScans({
    ...{ lines, warehouse, place, about },
    onPlace: (code) => {
      onPlace(code);
      // What was asked of goods was asked of them in another place.
      if (!about?.sample?.serialized) setFound(null);
      if (chosen && !chosen.serialized) onChosen(null);
    },
    onAbout: (next) => {
      onChosen(null);
      const { sample } = next;
      if (each && sample && !sample.batched && !sample.serialized) {
        record(next, next.factor);
        setFound(null);
      } else setFound(next);
    },
    onPiece: (of, serial, sure) => {
      record(of, '1', { serial, sure, line: of.lines[0] ?? null });
    },
  });

  return (
    <section className="scan-entry" aria-label={t('counting.entry')}>
      {warehouse && (
        <PlaceBox
          label={t('counting.place')}
          place={place}
          placeholder={t('counting.noPlace')}
          onPlace={(code) => void scans.reach(code)}
          onClear={() => {
            onPlace('');
          }}
          onDone={() => {
            input.current?.focus();
          }}
        />
      )}
      <ScanBox
        ref={input}
        label={t(about?.sample?.serialized ? 'counting.serial' : 'counting.scan')}
        onCode={scans.scan}
      />
      <SaidLine said={scans.said} />
      {scans.doubted && !chosen && (
        <Doubts
          doubted={scans.doubted}
          onJudge={(isPiece) => {
            scans.judge(isPiece);
            input.current?.focus();
          }}
        />
      )}
      <label className="scan-each">
        <Switch size="small" checked={each} onChange={setEach} /> {t('counting.each')}
      </label>
      {about && (
        <HowMany
          key={`${about.code} ${chosen?.id ?? ''}`}
          about={about}
          preset={chosen?.batch ?? about.batch ?? ''}
          mine={(batch) => mine(about, batch)}
          isCode={(text) => find(lines, text, place).kind !== 'unknown' || scans.isPlace(text)}
          onSay={(quantity, more) => {
            record(about, quantity, more);
            leave();
          }}
          onLeave={leave}
        />
      )}
    </section>
  );
}
