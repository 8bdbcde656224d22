/** Two columns of a file for one field: which of them is imported, and what becomes of the other. */
import { useTranslation } from 'react-i18next';

import type { Import } from './imports';

interface Props {
  run: Import;
  matching: Record<string, string>;
  column: string;
}

export function Twice({ run, matching, column }: Props) {
  const { t } = useTranslation();
  const chosen = matching[column];
  const checks = run.columns.find((one) => one.path === chosen)?.checks;
  const path = chosen ? checks : run.named[column];
  const other = path ? Object.keys(matching).find((one) => matching[one] === path) : undefined;
  if (other === undefined) return null;
  const number = Number(other) + 1;
  if (!checks) return <div className="quiet">{t('files.twice', { number })}</div>;
  const name = run.headers[Number(other)];
  return <div className="quiet">{t('files.checkedAgainst', { number, name })}</div>;
}
