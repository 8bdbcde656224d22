/** 商品分类: a tree, told as paths, so that whoever searches for a branch finds all of it. */
import { isReference } from '@/form/form';

export interface Choice {
  value: string;
  label: string;
}

type Row = Record<string, unknown> & { id: string };

const said = (row: Row) => (typeof row['name'] === 'string' ? row['name'] : row.id);

/** Each with those that it lies in before its name: 五金 / 紧固件; a branch stands together. */
export function paths(rows: readonly Row[]): Choice[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const path = (row: Row): string => {
    const names = [said(row)];
    const seen = new Set([row.id]);
    for (let above = parentOf(row); above !== null && !seen.has(above);) {
      seen.add(above);
      const next = byId.get(above);
      if (!next) break;
      names.unshift(said(next));
      above = parentOf(next);
    }
    return names.join(' / ');
  };
  return rows
    .map((row) => ({ value: row.id, label: path(row) }))
    .sort((one, other) => one.label.localeCompare(other.label));
}

function parentOf(row: Row): string | null {
  const parent = row['parent'];
  if (isReference(parent)) return parent.id;
  return typeof parent === 'string' ? parent : null;
}
