/** 盘点录入: made for a phone and one hand; scan or type, say how many, go on. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { may, useSession } from '@/lib/session';
import { ButtonLink } from '@/ui/ButtonLink';
import { newId } from '@/scan/ids';
import { SendingState } from '@/scan/SendingState';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { Waiting } from '@/ui/Waiting';
import { sheetQuery, type Sheet } from './count';
import { sureOf } from './sureOf';
import { Entry, type Said } from './Entry';
import { LineList } from './LineList';
import { mineOf, titleOf, undone, type Queued, type SheetLine } from './queue';
import { Recent } from './Recent';
import { useRecent } from './useRecent';
import { useQueue } from './useQueue';
import '@/scan/scan.css';
import './count.css';

function asTally(said: Said): Queued {
  return {
    id: newId(),
    code: said.code,
    product: said.product,
    quantity: said.quantity,
    batch: said.batch,
    location: said.location,
    serial: said.serial,
    // What was not on the sheet was in its first round when that was read.
    round: said.line?.round ?? 1,
    counted_at: new Date().toISOString(),
    produced_on: null,
    expires_on: said.expires_on,
    called: said.called,
    unit: said.unit,
    line: said.line?.id ?? null,
    instead: said.instead,
    sure: said.sure,
    before: said.before,
    refused: null,
  };
}

export function CountPage({ id }: { id: string }) {
  const sheet = useQuery(sheetQuery(id));
  if (!sheet.data) {
    return (
      <div className="page">
        {sheet.error ? (
          <ProblemAlert error={sheet.error} onRetry={() => void sheet.refetch()} />
        ) : (
          <Waiting />
        )}
      </div>
    );
  }
  return <Counting key={id} id={id} sheet={sheet.data} />;
}

function Counting({ id, sheet }: { id: string; sheet: Sheet }) {
  const { t } = useTranslation();
  const session = useSession();
  const outbox = useQueue(id);
  const { all, change } = outbox;
  const [recent, setRecent] = useRecent(id);
  const [place, setPlace] = useState('');
  const [chosen, setChosen] = useState<SheetLine | null>(null);
  const { task, lines } = sheet;
  const open = task.state === 'confirmed';
  const mayCount = open && may(session, 'count_plan', 'count');
  const done = lines.filter((line) => line.tallied || mineOf(line, all) !== null).length;

  const say = (said: Said) => {
    const tally = asTally(said);
    setRecent([tally, ...recent].slice(0, 8));
    change((queue) => {
      queue.add(tally);
    });
    setChosen(null);
  };
  const undo = (tally: Queued) => {
    setRecent(recent.filter((one) => one.id !== tally.id));
    change((queue) => {
      if (queue.all().some((one) => one.id === tally.id && one.refused !== null)) {
        queue.drop(tally.id);
      } else queue.add(undone(tally, newId()));
    });
  };

  return (
    <div className="page scan-page">
      <div className="scan-head">
        <h1>
          {task.number} <span className="quiet">{task.warehouse_name}</span>
        </h1>
        <div className="scan-progress" data-testid="count-progress">
          {t('counting.progress', { done, lines: lines.length })}
        </div>
      </div>
      {!open && <p className="quiet">{t('counting.over', { state: task.state_label })}</p>}
      <SendingState outbox={outbox} title={titleOf} acts={sureOf} />
      {mayCount && (
        <Entry
          lines={lines}
          queue={all}
          warehouse={task.located ? task.warehouse : ''}
          place={place}
          onPlace={setPlace}
          chosen={chosen}
          onChosen={setChosen}
          onSay={say}
        />
      )}
      {mayCount && <Recent recent={recent} lines={lines} queue={all} onUndo={undo} />}
      <LineList
        lines={lines}
        queue={all}
        onChoose={
          mayCount
            ? (line) => {
                setChosen(line);
                if (line.location_code) setPlace(line.location_code);
                window.scrollTo({ top: 0 });
              }
            : null
        }
      />
      <div className="scan-foot">
        <ButtonLink to="/count/$id/sheet" params={{ id }}>
          {t('counting.printSheet')}
        </ButtonLink>
        {(may(session, 'count_plan', 'approve') || !task.blind || !open) && (
          <ButtonLink to="/count/$id/review" params={{ id }}>
            {t('counting.review')}
          </ButtonLink>
        )}
      </div>
    </div>
  );
}
