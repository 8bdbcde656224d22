/** Labels, one after the other from a roll or side by side on a sheet. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import type { Doc } from './doc';
import { labelsOf, type Choices, type Label } from './label';
import { sizes, type LabelSize } from './papers';
import { Symbol } from './Symbol';
import { widthOf } from './symbology';
import './labels.css';

function Words({ label }: { label: Label }) {
  return (
    <div className="label-words">
      <strong>{label.title}</strong>
      {label.price && <strong className="label-price">{label.price}</strong>}
      {label.lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </div>
  );
}

function OnRoll({ label, width, height }: { label: Label; width: number; height: number }) {
  const size = { width: `${String(width)}mm`, height: `${String(height)}mm` };
  const shape = `${label.symbology === 'qr' ? 'is-square' : 'is-barred'} ${height < 40 ? 'is-small' : ''}`;
  return (
    <section className={`label ${shape}`} style={size} aria-label={label.title}>
      <Symbol
        label={label}
        {...(label.symbology === 'code128' ? { width: widthOf(label.code, width) } : {})}
      />
      <Words label={label} />
    </section>
  );
}

function pages(labels: readonly Label[], each: number, skip: number): (Label | null)[][] {
  const cells: (Label | null)[] = [...Array.from({ length: skip }, () => null), ...labels];
  const made: (Label | null)[][] = [];
  for (let at = 0; at < cells.length; at += each) made.push(cells.slice(at, at + each));
  return made;
}

interface Props {
  form: string;
  docs: readonly Doc[];
  size: LabelSize;
  choices: Choices;
  /** places of the first sheet that are used up */
  skip: number;
}

export default function Labels({ form, docs, size, choices, skip }: Props) {
  const { t } = useTranslation();
  const { wanted, copies, price = '' } = choices;
  const paper = sizes[size];
  const wide = 'across' in paper ? paper.width / paper.across : paper.width;
  const { labels, left } = useMemo(
    () => labelsOf(form, docs, { wanted, copies, price }, wide),
    [form, docs, wanted, copies, price, wide],
  );
  const more = left > 0 && (
    <p className="quiet screen-only">
      {t('print.labels.left', { count: left, shown: labels.length })}
    </p>
  );
  if (labels.length === 0) return <p className="quiet">{t('print.labels.none')}</p>;
  if (!('across' in paper)) {
    const { width, height } = paper;
    return (
      <>
        {more}
        {labels.map((label) => (
          <div key={label.key} className="sheet label-alone">
            <OnRoll {...{ label, width, height }} />
          </div>
        ))}
      </>
    );
  }
  const { across, down } = paper;
  const width = wide;
  const height = paper.height / down;
  return (
    <>
      {more}
      {pages(labels, across * down, Math.min(skip, across * down - 1)).map((cells, page) => (
        <section
          key={cells.find(Boolean)?.key ?? page}
          className="sheet label-sheet"
          style={{
            width: `${String(paper.width)}mm`,
            height: `${String(paper.height)}mm`,
            gridTemplateColumns: `repeat(${String(across)}, ${String(width)}mm)`,
            gridAutoRows: `${String(height)}mm`,
          }}
        >
          {cells.map((label, place) =>
            label ? <OnRoll key={label.key} {...{ label, width, height }} /> : <i key={place} />,
          )}
        </section>
      ))}
    </>
  );
}
