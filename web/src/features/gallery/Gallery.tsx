/** For developers: everything a screen is put together from, in the shade and language of now. */
import { Alert, Button, Segmented, Skeleton } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import type { Value } from '@/form/form';
import { showValue } from '@/form/kinds';
import { FieldBox } from '@/form/record/FieldBox';
import { useSetting } from '@/form/setting';
import { Problem } from '@/lib/problem';
import { DataTable } from '@/ui/DataTable';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { StateTag, type TagTone } from '@/ui/StateTag';
import { chooseDensity, useDensity, type Density } from '@/ui/density';
import { useShade } from '@/ui/theme';
import { Waiting } from '@/ui/Waiting';
import { GridStories } from './GridStories';
import { fields, rows, type SampleRow } from './samples';
import { contrast, isMeasure, PAIRS, wornTokens } from './tokens';
import '@/form/record/record.css';
import '@/ui/fields.css';
import './gallery.css';

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="panel gallery-part" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Colours() {
  const tokens = wornTokens().filter((one) => !isMeasure(one));
  const valueOf = (name: string) => tokens.find((one) => one.name === name)?.value ?? '';
  return (
    <>
      <ul className="swatches">
        {tokens.map(({ name, value }) => (
          <li key={name}>
            <span
              style={name === '--hl-shadow' ? { boxShadow: value } : { background: value }}
              aria-hidden="true"
            />
            <code>{name}</code>
            <small className="quiet">{value}</small>
          </li>
        ))}
      </ul>
      <h3>Written on</h3>
      <ul className="pairs">
        {PAIRS.map(([text, ground]) => (
          <li key={text + ground} style={{ color: `var(${text})`, background: `var(${ground})` }}>
            {text.slice(5)} / {ground.slice(5)}{' '}
            <b>{contrast(valueOf(text), valueOf(ground)).toFixed(1)}</b>
          </li>
        ))}
      </ul>
    </>
  );
}

function Type() {
  const { t } = useTranslation();
  return (
    <div className="stack">
      <h1>h1 18 · {t('app.slogan')}</h1>
      <h2>h2 16 · {t('app.slogan')}</h2>
      <p>14 · {t('app.slogan')} CGDD-20261125-0001 M8×30 1,234,567.89</p>
      <p className="quiet">quiet · {t('app.slogan')}</p>
      <p className="bad">bad · {t('problem.network')}</p>
      <p className="num">1,111,111.11</p>
      <p className="num">9,999,999.99</p>
    </div>
  );
}

function States() {
  const { t } = useTranslation();
  return (
    <div className="gallery-states">
      <div className="panel empty">
        <p>{t('list.emptyAdd', { label: t('stock.product') })}</p>
        <Button>{t('list.new')}</Button>
      </div>
      <div className="panel">
        <Waiting />
        <Skeleton active={false} paragraph={{ rows: 2 }} />
      </div>
      <ProblemAlert error={new Problem(0, 'network', '')} onRetry={() => undefined} />
      <ProblemAlert error={new Problem(403, 'forbidden', '')} />
      <ProblemAlert error={new Error('bug')} />
      <p className="notice">{t('app.unreached')}</p>
      <p className="notice is-news">
        {t('app.newer')}
        <Button size="small">{t('app.reload')}</Button>
      </p>
      <div className="panel empty">
        <h1>{t('app.denied')}</h1>
        <p>{t('app.deniedHelp')}</p>
      </div>
    </div>
  );
}

function Measures() {
  const { t } = useTranslation();
  const density = useDensity();
  return (
    <>
      <Segmented<Density>
        value={density}
        options={[
          { value: 'comfortable', label: t('app.comfortable') },
          { value: 'compact', label: t('app.compact') },
        ]}
        onChange={chooseDensity}
      />
      <dl className="figures">
        {wornTokens()
          .filter(isMeasure)
          .map(({ name, value }) => (
            <div key={name}>
              <dt>
                <code>{name}</code>
              </dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </>
  );
}

const TONES: TagTone[] = ['neutral', 'info', 'success', 'warning', 'danger'];

function Buttons() {
  const { t } = useTranslation();
  return (
    <div className="gallery-row">
      <Button type="primary">{t('record.save')}</Button>
      <Button>{t('list.new')}</Button>
      <Button danger>{t('settings.cancel')}</Button>
      <Button type="text">{t('list.columns')}</Button>
      <Button type="link">{t('app.toHome')}</Button>
      <Button disabled>{t('record.save')}</Button>
      <Button size="small">{t('problem.retry')}</Button>
      {TONES.map((tone) => (
        <StateTag key={tone} tone={tone}>
          {tone}
        </StateTag>
      ))}
      <Alert type="warning" showIcon title={t('app.newer')} />
    </div>
  );
}

function Inputs() {
  const { t } = useTranslation();
  const setting = useSetting();
  const [values, setValues] = useState<Record<string, Value>>({});
  return (
    <div className="fields is-wide">
      {fields.map((field) => (
        <FieldBox
          key={field.name}
          field={field}
          value={values[field.name] ?? (field.default as Value)}
          editable
          refusal={field.name === 'refused' ? t('problem.forbidden') : undefined}
          inherited={undefined}
          setting={setting}
          onChange={(name, value) => {
            setValues((all) => ({ ...all, [name]: value }));
          }}
        />
      ))}
    </div>
  );
}

function Table() {
  const { t } = useTranslation();
  const setting = useSetting();
  const [current, look] = useState<string | null>(null);
  const [first, second, figure] = fields;
  if (!first || !second || !figure) return null;
  const column = (field: typeof first, align: 'left' | 'right') => ({
    name: field.name,
    label: field.label,
    width: 160,
    align,
    render: (row: SampleRow) => showValue(row[field.name], field, setting),
  });
  return (
    <DataTable<SampleRow>
      label="DataTable"
      columns={[column(first, 'left'), column(second, 'left'), column(figure, 'right')]}
      rows={rows}
      rowKey={(row) => row.id}
      sums={{ [first.name]: t('list.sum'), [figure.name]: '10,000.00' }}
      steering={{
        current,
        column: null,
        choose: (row) => {
          look(row.id);
        },
        onKey: () => undefined,
        cell: () => undefined,
      }}
    />
  );
}

export function Gallery() {
  useShade();
  return (
    <div className="page gallery">
      <div className="page-head">
        <h1>Gallery</h1>
        <span className="quiet">docs/design · src/ui/tokens.css · src/ui/theme.ts</span>
      </div>
      <Part title="Colours">
        <Colours />
      </Part>
      <Part title="Type">
        <Type />
      </Part>
      <Part title="Density">
        <Measures />
      </Part>
      <Part title="Buttons and tags">
        <Buttons />
      </Part>
      <Part title="Fields">
        <Inputs />
      </Part>
      <Part title="Table">
        <Table />
      </Part>
      <Part title="Line grid">
        <GridStories />
      </Part>
      <Part title="States: empty, loading, error, offline, newer, denied">
        <States />
      </Part>
    </div>
  );
}
