/** Which column fills which field, and what is done with what is there already. */
import { Alert, Button, Checkbox, Input, Radio, Select } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { ProblemAlert } from '@/ui/ProblemAlert';
import { listed, sentences } from '@/ui/words';
import { Problem } from '@/lib/problem';
import { choicesOf, usePress, type Choices, type Import } from './imports';
import { HeadingRow } from './HeadingRow';
import { Twice } from './Twice';
import { AllTheSame, OnceMore, SaidOnce, WhoseNumbers } from './WhatFilesLack';

interface Props {
  run: Import;
  isDocument: boolean;
  operations: readonly string[];
  /** what is proposed before anything was chosen */
  confirm: boolean;
  onChecked(): void;
}

const SHOWN = 3;

const MODES = {
  create: 'files.mode_create',
  update: 'files.mode_update',
  both: 'files.mode_both',
} as const;

export function MatchColumns({ run, isDocument, operations, confirm, onChecked }: Props) {
  const { t } = useTranslation();
  const press = usePress(run.id, onChecked);
  const [choices, setChoices] = useState<Choices>({
    ...choicesOf(run),
    confirm:
      run.confirm ||
      (confirm && run.state === 'uploaded' && isDocument && operations.includes('confirm')),
  });
  const taken = new Map(Object.entries(choices.matching).map(([column, path]) => [path, column]));
  const offered = (one: Import['columns'][number], column: string) => {
    const chosen = choices.matching[column] === one.path;
    return chosen || !one.checks || (taken.get(one.checks) ?? column) !== column;
  };
  const groups = useMemo(() => {
    const names = [...new Set(run.columns.map((one) => one.table))];
    return names.map((name) => ({
      label: name || run.form_label,
      columns: run.columns.filter((one) => one.table === name),
    }));
  }, [run]);
  const unfilled = run.columns.filter((one) => !one.table && !one.checks && !taken.has(one.path));
  // Of a document, whose rows share it; a master's own fields differ from row to row.
  const same = isDocument ? unfilled.filter((one) => one.required || one.path in run.fixed) : [];
  const missing = unfilled.filter((one) => one.required && !same.includes(one));
  const match = (column: number, path: string | undefined) => {
    const rest = Object.entries(choices.matching).filter(([key]) => key !== String(column));
    setChoices({
      ...choices,
      matching: Object.fromEntries(path ? [...rest, [String(column), path]] : rest),
      fixed: Object.fromEntries(Object.entries(choices.fixed).filter(([one]) => one !== path)),
    });
  };
  const modes = [
    ...(operations.includes('add') ? (['create'] as const) : []),
    ...(operations.includes('edit') ? (['update'] as const) : []),
    ...(operations.includes('add') && operations.includes('edit') ? (['both'] as const) : []),
  ];
  return (
    <>
      {run.before && <Alert type="warning" showIcon title={t('files.before')} />}
      {press.error && (
        <ProblemAlert
          error={press.error}
          rest={press.error instanceof Problem ? press.error.errors.map((one) => one.message) : []}
        />
      )}
      <HeadingRow run={run} />
      <table className="matching" aria-label={t('files.stepMatch')}>
        <thead>
          <tr>
            <th>{t('files.inFile')}</th>
            <th>{t('files.samples')}</th>
            <th>{t('files.field')}</th>
          </tr>
        </thead>
        <tbody>
          {run.headers.map((header, column) => (
            <tr key={`${String(column)} ${header}`}>
              <td>{header || t('files.unnamed', { number: column + 1 })}</td>
              <td className="samples">
                {sentences(run.samples.slice(0, SHOWN).flatMap((row) => row[column] || []))}
              </td>
              <td>
                <Select
                  allowClear
                  showSearch={{ optionFilterProp: 'label' }}
                  style={{ width: '100%', maxWidth: 300 }}
                  popupMatchSelectWidth={false}
                  aria-label={header || String(column + 1)}
                  placeholder={t(
                    run.spread[String(column)]
                      ? 'files.spread'
                      : run.computed[String(column)]
                        ? 'files.computed'
                        : 'files.leaveOut',
                    { label: run.spread[String(column)] },
                  )}
                  value={choices.matching[String(column)] ?? null}
                  options={groups.map((group) => ({
                    label: group.label,
                    options: group.columns
                      .filter((one) => offered(one, String(column)))
                      .map((one) => ({
                        value: one.path,
                        label: one.label + (one.required ? ' *' : ''),
                        disabled:
                          !one.checks &&
                          taken.has(one.path) &&
                          choices.matching[String(column)] !== one.path,
                      })),
                  }))}
                  onChange={(path: string | null | undefined) => {
                    match(column, path ?? undefined);
                  }}
                />
                <Twice run={run} matching={choices.matching} column={String(column)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="choices">
        {same.map((one) => (
          <div key={one.path} className="choice">
            <span>{one.label}</span>
            <Input
              style={{ width: 220 }}
              aria-label={one.label}
              placeholder={t('files.everyRow')}
              value={choices.fixed[one.path] ?? ''}
              onChange={(event) => {
                const fixed = { ...choices.fixed, [one.path]: event.target.value };
                setChoices({ ...choices, fixed });
              }}
            />
            <span className="quiet">{t('files.everyRowHelp')}</span>
          </div>
        ))}
        <SaidOnce run={run} choices={choices} onChange={setChoices} />
        {!isDocument && (
          <div className="choice">
            <span>{t('files.mode')}</span>
            <Radio.Group
              aria-label={t('files.mode')}
              value={choices.mode}
              options={modes.map((mode) => ({ value: mode, label: t(MODES[mode]) }))}
              onChange={(event) => {
                setChoices({ ...choices, mode: String(event.target.value) });
              }}
            />
          </div>
        )}
        {isDocument && (
          <div className="choice">
            <span>{t('files.unnumbered')}</span>
            <Radio.Group
              aria-label={t('files.unnumbered')}
              value={choices.separate}
              options={[
                { value: false, label: t('files.together') },
                { value: true, label: t('files.apart') },
              ]}
              onChange={(event) => {
                setChoices({ ...choices, separate: event.target.value === true });
              }}
            />
          </div>
        )}
        <OnceMore run={run} choices={choices} onChange={setChoices} />
        <AllTheSame run={run} choices={choices} onChange={setChoices} />
        {isDocument && <WhoseNumbers run={run} choices={choices} onChange={setChoices} />}
        <div className="choice">
          <span>{t('files.faulty')}</span>
          <Radio.Group
            aria-label={t('files.faulty')}
            value={choices.atomic}
            options={[
              { value: false, label: t('files.skip') },
              { value: true, label: t('files.atomic') },
            ]}
            onChange={(event) => {
              setChoices({ ...choices, atomic: event.target.value === true });
            }}
          />
        </div>
        {isDocument && operations.includes('confirm') && (
          <div className="choice">
            <span>{t('files.after')}</span>
            <Checkbox
              checked={choices.confirm}
              onChange={(event) => {
                setChoices({ ...choices, confirm: event.target.checked });
              }}
            >
              {t('files.confirm')}
            </Checkbox>
          </div>
        )}
      </div>
      {missing.length > 0 && choices.mode !== 'update' && (
        <p className="quiet">
          {t('files.missing', { labels: listed(missing.map((one) => one.label)) })}
        </p>
      )}
      <div className="buttons">
        <Button
          type="primary"
          loading={press.isPending}
          onClick={() => {
            press.mutate(choices);
          }}
        >
          {t('files.check')}
        </Button>
      </div>
    </>
  );
}
