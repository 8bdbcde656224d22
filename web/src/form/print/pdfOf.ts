/** Where the server makes a PDF of what the page to print shows. */
import type { Query } from '@/lib/api';
import type { LabelOptions } from './LabelChoices';
import type { useOptions } from './options';
import { asked, isLabelSize, type Listed } from './papers';

interface Wanted {
  path: string;
  query: Query;
}

export function pdfOf(
  form: string,
  ids: string,
  listed: Listed,
  options: Pick<ReturnType<typeof useOptions>, 'size' | 'as' | 'prices' | 'taxes'>,
  labels: Pick<LabelOptions, 'wanted' | 'copies' | 'skip' | 'price'>,
): Wanted {
  const { size, as, prices, taxes } = options;
  const base = `/api/v1/records/${form}`;
  if (!ids) return { path: `${base}/print/list.pdf`, query: { ...asked(listed), size } };
  if (as !== 'paper') {
    const paper = isLabelSize(size) ? 'a4' : size;
    const together = as === 'wave' ? 'true' : null;
    return { path: `/api/v1/picking/${form}.pdf`, query: { ids, together, size: paper } };
  }
  if (isLabelSize(size)) {
    const { wanted: code, copies, skip, price } = labels;
    const more = price ? { price } : {};
    return { path: `${base}/labels.pdf`, query: { ids, size, code, copies, skip, ...more } };
  }
  const hidden = { prices: prices ? null : 'false', taxes: taxes ? null : 'false' };
  return { path: `${base}/print.pdf`, query: { ids, size, ...hidden } };
}
