/** What can be done with all records that are ticked: one menu, one question, one account. */
import { Button } from 'antd';
import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { withWords } from '@/i18n';
import { useFocusBack } from '@/ui/arrival';
import { PressedMenu } from '@/ui/PressedMenu';
import { fieldOf, type Form, type RecordData } from '../form';
import { actionsFor, changeable, mayDelete, type Asked } from './batch';
import { useBatch } from './useBatch';

const BatchDialog = lazy(
  withWords(() => import('./BatchDialog'), 'common', 'lists', 'records', 'lines'),
);

interface Props {
  form: Form;
  chosen: ReadonlySet<string>;
  onChoose(chosen: ReadonlySet<string>): void;
  /** the rows as the list shows them */
  rows: readonly RecordData[];
}

export function BatchButton({ form, chosen, onChoose, rows }: Props) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<Asked | null>(null);
  const known = new Map(rows.map((row) => [row.id, row]));
  // A filter takes rows out of the list that stay ticked: what they are is still known.
  const seen = useRef(new Map<string, RecordData>());
  for (const row of rows) seen.current.set(row.id, row);
  const batch = useBatch({ form, rows: seen.current, onLeft: onChoose });
  const ticked = [...chosen].map((id) => known.get(id));
  const deeds = deedsFor(form, ticked, {
    archive: t('batch.archive'),
    activate: t('batch.activate'),
    change: t('batch.change'),
    remove: t('record.delete'),
  });
  const busy = asked !== null || batch.progress !== null;
  const opener = useFocusBack(busy);
  if (!busy && (chosen.size === 0 || deeds.length === 0)) return null;
  return (
    <>
      {chosen.size > 0 && deeds.length > 0 && (
        <PressedMenu
          menu={{
            items: deeds.map(({ key, deed, danger }) => ({ key, label: deed.label, danger })),
            onClick: ({ key }) => {
              setAsked(deeds.find((one) => one.key === key)?.deed ?? null);
            },
          }}
        >
          <Button ref={opener}>{t('batch.button', { count: chosen.size })}</Button>
        </PressedMenu>
      )}
      {busy && (
        <Suspense fallback={null}>
          <BatchDialog
            {...{ form, asked, batch, rows: known }}
            ids={[...chosen]}
            unseen={ticked.filter((row) => row === undefined).length}
            onAnswer={(deed) => {
              setAsked(null);
              if (deed) batch.start([...chosen], deed);
            }}
          />
        </Suspense>
      )}
    </>
  );
}

interface Named {
  key: string;
  deed: Asked;
  danger: boolean;
}

type Labels = Record<'archive' | 'activate' | 'change' | 'remove', string>;

/** Is there anything that many records of this form can be done with? */
export function hasDeeds(form: Form): boolean {
  const labels = { archive: '', activate: '', change: '', remove: '' };
  return deedsFor(form, [undefined], labels).length > 0;
}

function deedsFor(form: Form, ticked: readonly (RecordData | undefined)[], labels: Labels) {
  const acts: Named[] = actionsFor(form, ticked).map(({ name, operation, label, tone }) => ({
    key: name,
    deed: { kind: 'act', name, operation, label },
    danger: tone === 'danger',
  }));
  const edits = form.kind === 'master' && form.operations.includes('edit');
  if (edits && fieldOf(form, 'active')) {
    const set = (key: string, label: string, active: boolean): Named => ({
      key,
      deed: { kind: 'change', label, values: { active } },
      danger: false,
    });
    acts.push(set('archive', labels.archive, false), set('activate', labels.activate, true));
  }
  if (changeable(form).length > 0) {
    acts.push({ key: 'change', deed: { kind: 'field', label: labels.change }, danger: false });
  }
  if (mayDelete(form, ticked)) {
    const remove = { name: 'delete', operation: 'delete', label: labels.remove } as const;
    acts.push({ key: 'delete', deed: { kind: 'act', ...remove }, danger: true });
  }
  return acts;
}
