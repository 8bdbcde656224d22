/** A sheet of variants; what stands in a cell is up to whoever draws it. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import type { RecordData } from '../form';
import type { Place, Sheet } from './matrix';

interface Props {
  sheet: Sheet;
  above: string;
  label: string;
  cell(variant: RecordData, place: Place, named: string): ReactNode;
  /** what rows, columns and all of it come to */
  sum?: (variants: readonly RecordData[]) => string;
}

export function MatrixTable({ sheet, above, label, cell, sum }: Props) {
  const { t } = useTranslation();
  const { rows, columns } = sheet;
  const of = (row: string, column: string) => sheet.at(row, column, above) ?? [];
  const inRow = (row: string) => columns.values.flatMap((column) => of(row, column));
  const inColumn = (column: string) => rows.values.flatMap((row) => of(row, column));
  const summed = sum !== undefined;
  return (
    <div className="matrix-scroll">
      <table className="matrix" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{[rows.name, columns.name].filter(Boolean).join(' \\ ')}</th>
            {columns.values.map((column) => (
              <th key={column} scope="col">
                {column || t('matrix.quantity')}
              </th>
            ))}
            {summed && <th scope="col">{t('matrix.sum')}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.values.map((row, rowIndex) => (
            <tr key={row}>
              <th scope="row">{row}</th>
              {columns.values.map((column, columnIndex) => {
                const variant = sheet.at(row, column, above);
                const named = [row, column, above].filter(Boolean).join(' ');
                return (
                  <td key={column} className={variant ? undefined : 'is-none'}>
                    {variant ? cell(variant, { row: rowIndex, column: columnIndex }, named) : '–'}
                  </td>
                );
              })}
              {summed && <td className="is-sum">{sum(inRow(row))}</td>}
            </tr>
          ))}
        </tbody>
        {summed && (
          <tfoot>
            <tr>
              <th scope="row">{t('matrix.sum')}</th>
              {columns.values.map((column) => (
                <td key={column} className="is-sum">
                  {sum(inColumn(column))}
                </td>
              ))}
              <td className="is-sum">{sum(rows.values.flatMap(inRow))}</td>
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}
