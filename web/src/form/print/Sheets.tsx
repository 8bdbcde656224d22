/** One record on as many pages as it takes: measured once, then laid out page by page. */
import { lazy, Suspense, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Doc, DocTable } from './doc';
import { layOut, type Layout } from './measure';
import type { Part } from './paginate';
import type { Size } from './papers';

const Symbol = lazy(async () => ({ default: (await import('./Symbol')).Symbol }));

/** As high before they are drawn as afterwards, for the paper is measured before. */
function Codes({ doc }: { doc: Doc }) {
  const codes = doc.codes ?? [];
  return (
    <div className={codes.length > 1 ? 'sheet-codes' : 'sheet-code'}>
      {codes.map(({ no, code, symbology }) => (
        <span key={no}>
          {codes.length > 1 && <b>{no}</b>}
          <Suspense>
            <Symbol label={{ code, symbology }} />
          </Suspense>
        </span>
      ))}
    </div>
  );
}

function Head({ doc }: { doc: Doc }) {
  const { t } = useTranslation();
  return (
    <header className="sheet-head" data-part="head">
      <div className="sheet-company">
        {doc.company}
        {doc.taxNumber && (
          <span className="sheet-tax-number">
            {t('print.taxNumber', { number: doc.taxNumber })}
          </span>
        )}
      </div>
      <div className="sheet-title">
        {doc.title}
        {doc.state && <span className="sheet-state">{t('print.state', { state: doc.state })}</span>}
      </div>
      <div className="sheet-number">{doc.number}</div>
      {doc.codes?.length === 1 && <Codes doc={doc} />}
      {doc.header.length > 0 && (
        <dl className="sheet-fields">
          {doc.header.map(({ name, label, text }) => (
            <div key={name} className={text.length > 24 ? 'is-wide' : undefined}>
              <dt className="sheet-label">{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
    </header>
  );
}

/** What stands above the rows of the first page. */
function Above({ doc }: { doc: Doc }) {
  if (!doc.chart) return null;
  return (
    <div className="sheet-chart" data-part="chart">
      {doc.chart}
    </div>
  );
}

interface TableProps {
  table: DocTable;
  part: Part;
  /** named where there are several */
  named: boolean;
  widths?: number[] | undefined;
}

function SheetTable({ table, part, named, widths }: TableProps) {
  const { t } = useTranslation();
  const rows = table.rows.slice(part.from, part.to);
  const figure = table.sums?.findIndex((sum) => sum !== '') ?? -1;
  const first = figure < 0 ? table.columns.length : figure;
  return (
    <table className="sheet-table" style={widths ? { tableLayout: 'fixed' } : {}}>
      {widths && (
        <colgroup>
          {widths.map((width, index) => (
            <col key={index} style={{ width }} />
          ))}
        </colgroup>
      )}
      {named && <caption>{table.label}</caption>}
      <thead>
        <tr>
          <th scope="col" className="to-center">
            #
          </th>
          {table.columns.map((column) => (
            <th key={column.name} scope="col" className={`to-${column.align}`}>
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={part.from + index}>
            <td className="to-center">{part.from + index + 1}</td>
            {table.columns.map((column, at) => (
              <td
                key={column.name}
                className={`to-${column.align}${column.tight ? ' is-tight' : ''}${column.lead ? ' is-lead' : ''}`}
              >
                {row[at]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      {part.sums && table.sums && (
        <tfoot>
          <tr>
            <td colSpan={first + 1}>{first > 0 ? (table.summed ?? t('list.sum')) : ''}</td>
            {table.sums.slice(first).map((sum, at) => (
              <td key={table.columns[first + at]?.name} className="to-right is-tight">
                {sum}
              </td>
            ))}
          </tr>
        </tfoot>
      )}
    </table>
  );
}

function Foot({ doc }: { doc: Doc }) {
  const { t } = useTranslation();
  return (
    <footer className="sheet-foot" data-part="foot">
      {(doc.codes?.length ?? 0) > 1 && <Codes doc={doc} />}
      {(doc.words !== null || doc.totals.length > 0) && (
        <div className="sheet-totals">
          {doc.words !== null && (
            <span className="sheet-words">
              <span className="sheet-label">{t('print.words')}</span>
              <b>{doc.words}</b>
            </span>
          )}
          {doc.totals.map(({ name, label, text }) => (
            <span key={name}>
              <span className="sheet-label">{label}</span>
              <b>{text}</b>
            </span>
          ))}
        </div>
      )}
      {doc.signatures.length > 0 && (
        <div className="sheet-signatures">
          {doc.signatures.map(({ label, name }) => (
            <span key={label}>
              <span className="sheet-label">{label}</span>
              {name}
            </span>
          ))}
        </div>
      )}
    </footer>
  );
}

interface Props {
  doc: Doc;
  size: Size;
  /** who prints it, and when */
  by: string;
}

export function Sheets({ doc, size, by }: Props) {
  const { t } = useTranslation();
  const measured = useRef<HTMLDivElement>(null);
  const [before, setLayout] = useState<Layout | null>(null);
  const layout = before?.doc === doc && before.size === size ? before : null;
  useLayoutEffect(() => {
    if (measured.current) setLayout(layOut(measured.current, doc, size));
  }, [doc, size]);
  const tables = doc.tables.filter((table) => table.rows.length > 0);
  const named = tables.length > 1;
  const box = {
    width: `${String(size.width)}mm`,
    padding: `${String(size.margin[0])}mm ${String(size.margin[1])}mm`,
  };
  const pager = (page: number, pages: number) => (
    <div className="sheet-pager" data-part="pager">
      <span>{t('print.page', { page, pages })}</span>
      <span>
        {by}
        {doc.printed > 0 && ` · ${t('print.again', { count: doc.printed + 1 })}`}
      </span>
    </div>
  );
  if (!layout) {
    return (
      <div ref={measured} className="sheet is-measured" style={box} aria-hidden="true">
        <Head doc={doc} />
        <Above doc={doc} />
        {tables.map((table, block) => (
          <SheetTable
            key={table.name}
            table={table}
            part={{ block, from: 0, to: table.rows.length, sums: table.sums !== null }}
            named={named}
          />
        ))}
        <Foot doc={doc} />
        {pager(1, 1)}
      </div>
    );
  }
  return layout.pages.map(({ parts, foot }, index) => (
    <article
      key={index}
      className={doc.red ? 'sheet is-red' : 'sheet'}
      style={{
        ...box,
        height: `calc(${String(size.height)}mm - 1px)`,
        ['--table' as string]: layout.scale,
      }}
      aria-label={`${doc.title} ${doc.number} ${t('print.page', { page: index + 1, pages: layout.pages.length })}`}
    >
      <Head doc={doc} />
      {index === 0 && <Above doc={doc} />}
      {parts.map((part) => {
        const table = tables[part.block];
        return (
          table && (
            <SheetTable
              key={table.name}
              {...{ table, part, named }}
              widths={layout.widths[part.block]}
            />
          )
        );
      })}
      {foot && <Foot doc={doc} />}
      {pager(index + 1, layout.pages.length)}
    </article>
  ));
}
