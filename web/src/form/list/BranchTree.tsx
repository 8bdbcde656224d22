/** The tree that a list can be narrowed by: categories beside the products, from the form alone. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Tree, type TreeDataNode } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import { isReference, type Field, type RecordData } from '../form';
import { activeOnly, findRecords } from '../records';

/** More of them than this are found by typing. */
const MOST = 500;

interface Props {
  field: Field;
  chosen: string;
  onChoose(id: string): void;
}

/** What lies inside what; a record whose parent is not there stands at the top. */
export function branches(records: readonly RecordData[]): TreeDataNode[] {
  const nodes = new Map(
    records.map((one) => [
      one.id,
      { key: one.id, title: String(one['name'] ?? ''), children: [] as TreeDataNode[] },
    ]),
  );
  const top: TreeDataNode[] = [];
  for (const one of records) {
    const node = nodes.get(one.id);
    if (!node) continue;
    const { parent } = one;
    const above = isReference(parent) ? nodes.get(parent.id) : undefined;
    if (above) above.children.push(node);
    else top.push(node);
  }
  return top;
}

export default function BranchTree({ field, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = field.to ?? '';
  const { data } = useQuery({
    queryKey: ['records', form, 'tree'],
    queryFn: async ({ signal }) => {
      const filter = await activeOnly(client, form);
      const wanted = { filter, sort: 'code', fields: ['code', 'name', 'parent'], limit: MOST };
      return findRecords(form, wanted, signal);
    },
    staleTime: 60_000,
  });
  const nodes = useMemo(() => branches(data ?? []), [data]);
  if (nodes.length === 0) return null;
  return (
    <nav className="branch-tree" aria-label={field.label}>
      <button
        type="button"
        className={chosen ? 'as-link' : 'as-link is-chosen'}
        onClick={() => {
          onChoose('');
        }}
      >
        {t('list.everyBranch', { label: field.label })}
      </button>
      <Tree
        treeData={nodes}
        selectedKeys={chosen ? [chosen] : []}
        defaultExpandAll
        blockNode
        onSelect={(keys) => {
          onChoose(String(keys[0] ?? ''));
        }}
      />
    </nav>
  );
}
