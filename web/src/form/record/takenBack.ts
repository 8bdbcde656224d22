/** Which entries of a document count no more: their mirror image is in the books as well. Pure. */
interface Entry {
  id: string;
  kind: string;
  product: { id: string };
  warehouse: { id: string };
  quantity: string;
  cost?: string | null;
}

const key = ({ product, warehouse }: Entry, quantity: string, cost: string) =>
  [product.id, warehouse.id, quantity, cost].join(' ');

function negated(figure: string): string {
  if (/^-?0*(\.0*)?$/.test(figure)) return figure;
  return figure.startsWith('-') ? figure.slice(1) : `-${figure}`;
}

export function takenBack(entries: readonly Entry[]): ReadonlySet<string> {
  const mirrors = new Map<string, number>();
  for (const one of entries.filter(({ kind }) => kind === 'mirror')) {
    const of = key(one, negated(one.quantity), negated(one.cost ?? ''));
    mirrors.set(of, (mirrors.get(of) ?? 0) + 1);
  }
  const back = new Set<string>();
  for (const one of entries.filter(({ kind }) => kind === 'post')) {
    const own = key(one, one.quantity, one.cost ?? '');
    const left = mirrors.get(own) ?? 0;
    if (left === 0) continue;
    mirrors.set(own, left - 1);
    back.add(one.id);
  }
  return back;
}
