/** In which row of the file the headings are, and the first rows, to say another one. */
import { Button, Checkbox, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { ProblemAlert } from '@/ui/ProblemAlert';
import { useHeadingRow, type Import } from './imports';

export function HeadingRow({ run }: { run: Import }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const first = run.header_row - run.heading_rows + 1;
  const place =
    run.heading_rows > 1
      ? t('files.headingRows', { first, row: run.header_row })
      : t('files.headingRow', { row: run.header_row });
  return (
    <>
      <p className="quiet">
        {t('files.rows', { name: run.file_name, rows: run.lines })}
        {run.header_row > 1 && ` · ${place}`}{' '}
        <Button
          type="link"
          size="small"
          aria-expanded={open}
          onClick={() => {
            setOpen(!open);
          }}
        >
          {t('files.otherRow')}
        </Button>
      </p>
      {open && <FirstRows run={run} />}
    </>
  );
}

function FirstRows({ run }: { run: Import }) {
  const { t } = useTranslation();
  const choose = useHeadingRow(run.id);
  const [row, setRow] = useState(run.header_row - run.heading_rows + 1);
  const [rows, setRows] = useState(run.heading_rows);
  return (
    <>
      {choose.error && <ProblemAlert error={choose.error} />}
      <div className="first-rows">
        <table aria-label={t('files.firstRows')}>
          <tbody>
            {run.top.map((one) => (
              <tr key={one.row}>
                <td>
                  <Radio
                    checked={one.row === row}
                    aria-label={t('files.rowNumber', { row: one.row })}
                    onChange={() => {
                      setRow(one.row);
                    }}
                  >
                    {one.row}
                  </Radio>
                </td>
                {one.cells.map((cell, column) => (
                  <td key={column}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="buttons">
        <Checkbox
          checked={rows === 2}
          onChange={(event) => {
            setRows(event.target.checked ? 2 : 1);
          }}
        >
          {t('files.twoRows')}
        </Checkbox>
        <Button
          loading={choose.isPending}
          onClick={() => {
            choose.mutate({ row, rows });
          }}
        >
          {t('files.takeRow', { row })}
        </Button>
      </div>
    </>
  );
}
