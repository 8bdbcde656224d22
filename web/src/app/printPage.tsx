/** The address of what is printed. */
import { getRouteApi } from '@tanstack/react-router';

import { PrintPage } from '@/form/print/PrintPage';

const route = getRouteApi('/print/$form');

export function PrintRoute() {
  const { form } = route.useParams();
  return <PrintPage key={form} name={form} search={route.useSearch()} />;
}
