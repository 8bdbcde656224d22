/** One thing after the other: what it is, of which batch or number, and how many. */
import { Input, Switch } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { complain } from '@/scan/feedback';
import { ScanBox, type ScanHandle } from '@/scan/ScanBox';
import { find, same, type Found } from './finding';
import { HowMany, type About } from './HowMany';
import { mineOf, mineWithout, type Queued, type SheetLine } from './queue';

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
}

interface Props {
  lines: readonly SheetLine[];
  queue: readonly Queued[];
  located: boolean;
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
  const { lines, queue, place, onPlace, chosen, onChosen, onSay } = props;
  const { t } = useTranslation();
  const [found, setFound] = useState<About | null>(null);
  const [each, setEach] = useState(false);
  const input = useRef<ScanHandle>(null);
  const about = chosen ? asked(chosen, place) : found;

  const leave = () => {
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
      before: more.instead ? mine(of, batch) : null,
      ...more,
    });
  };
  const scanned = (text: string) => {
    if (about?.sample?.serialized) {
      record(about, '1', { serial: text.trim(), line: about.lines[0] ?? null });
      return;
    }
    const what: Found = find(lines, text, place);
    if (what.kind === 'location') {
      onPlace(what.code);
      return;
    }
    const next: About =
      what.kind === 'goods'
        ? { code: text.trim(), sample: what.sample, lines: what.lines, factor: what.factor }
        : { code: what.code, sample: null, lines: [], factor: '1' };
    if (what.kind === 'unknown') complain();
    onChosen(null);
    if (each && next.sample && !next.sample.batched && !next.sample.serialized) {
      record(next, next.factor);
      return;
    }
    setFound(next);
  };

  return (
    <section className="scan-entry" aria-label={t('counting.entry')}>
      {props.located && <Place place={place} onPlace={onPlace} />}
      <ScanBox
        ref={input}
        label={t(about?.sample?.serialized ? 'counting.serial' : 'counting.scan')}
        onCode={scanned}
      />
      <label className="scan-each">
        <Switch size="small" checked={each} onChange={setEach} /> {t('counting.each')}
      </label>
      {about && (
        <HowMany
          key={`${about.code} ${chosen?.id ?? ''}`}
          about={about}
          preset={chosen?.batch ?? ''}
          mine={(batch) => mine(about, batch)}
          isCode={(text) => find(lines, text, place).kind !== 'unknown'}
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

function Place({ place, onPlace }: Pick<Props, 'place' | 'onPlace'>) {
  const { t } = useTranslation();
  return (
    <label className="scan-place">
      <span>{t('counting.place')}</span>
      <Input
        value={place}
        autoComplete="off"
        placeholder={t('counting.noPlace')}
        onChange={(event) => {
          onPlace(event.target.value);
        }}
        allowClear
      />
    </label>
  );
}
