/** One thing after the other: what it is, of which batch or number, and how many. */
import { Button, Input, Switch, type InputRef } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Camera, hasCamera } from './Camera';
import { find, type Found } from './finding';
import { HowMany, type About } from './HowMany';
import type { SheetLine } from './queue';
import { complain } from './useQueue';

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
}

interface Props {
  lines: readonly SheetLine[];
  located: boolean;
  place: string;
  onPlace(code: string): void;
  chosen: SheetLine | null;
  onChosen(line: SheetLine | null): void;
  onSay(said: Said): void;
}

const asked = (line: SheetLine): About => ({
  code: line.code,
  sample: line,
  lines: [line],
  factor: '1',
});

export function Entry(props: Props) {
  const { lines, place, onPlace, chosen, onChosen, onSay } = props;
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const [found, setFound] = useState<About | null>(null);
  const [each, setEach] = useState(false);
  const [camera, setCamera] = useState(false);
  const input = useRef<InputRef>(null);
  const about = chosen ? asked(chosen) : found;

  const leave = () => {
    setFound(null);
    onChosen(null);
    setCode('');
    input.current?.focus();
  };
  const record = (of: About, quantity: string, more: Partial<Said> = {}) => {
    const line = of.lines.find((one) => one.batch === (more.batch ?? '')) ?? null;
    onSay({
      code: of.sample ? '' : of.code,
      product: of.sample?.product ?? null,
      quantity,
      batch: '',
      location: of.sample?.serialized ? '' : place,
      serial: '',
      expires_on: null,
      called: of.sample ? `${of.sample.code} ${of.sample.name}` : of.code,
      unit: of.sample?.unit ?? '',
      line: of.sample?.batched || of.lines.length === 1 ? line : (of.lines[0] ?? null),
      ...more,
    });
  };
  const scanned = (text: string) => {
    if (!text.trim()) return;
    if (about?.sample?.serialized) {
      setCode('');
      record(about, '1', { serial: text.trim(), line: about.lines[0] ?? null });
      return;
    }
    const what: Found = find(lines, text, place);
    setCode('');
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
    <section className="count-entry" aria-label={t('counting.entry')}>
      {props.located && <Place place={place} onPlace={onPlace} />}
      <div className="count-scan">
        <Input
          ref={input}
          size="large"
          autoFocus
          value={code}
          enterKeyHint="go"
          autoComplete="off"
          aria-label={t(about?.sample?.serialized ? 'counting.serial' : 'counting.scan')}
          placeholder={t(about?.sample?.serialized ? 'counting.serial' : 'counting.scan')}
          onChange={(event) => {
            setCode(event.target.value);
          }}
          onPressEnter={() => {
            scanned(code);
          }}
        />
        {hasCamera() && (
          <Button
            size="large"
            onClick={() => {
              setCamera(!camera);
            }}
          >
            {t('counting.camera')}
          </Button>
        )}
      </div>
      {camera && <Camera onCode={scanned} />}
      <label className="count-each">
        <Switch size="small" checked={each} onChange={setEach} /> {t('counting.each')}
      </label>
      {about && (
        <HowMany
          key={`${about.code} ${chosen?.id ?? ''}`}
          about={about}
          preset={chosen?.batch ?? ''}
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
    <label className="count-place">
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
