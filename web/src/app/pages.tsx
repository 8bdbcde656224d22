/** Addresses of records, given to the pages that draw any form. */
import { getRouteApi } from '@tanstack/react-router';

import { ListPage } from '@/form/list/ListPage';
import { RecordPage } from '@/form/record/RecordPage';

const listRoute = getRouteApi('/records/$form');
const newRoute = getRouteApi('/records/$form/new');
const recordRoute = getRouteApi('/records/$form/$id');

export function RecordsRoute() {
  const { form } = listRoute.useParams();
  return <ListPage key={form} name={form} search={listRoute.useSearch()} />;
}

export function NewRecordRoute() {
  const { form } = newRoute.useParams();
  return <RecordPage key={form} name={form} id={null} />;
}

export function RecordRoute() {
  const { form, id } = recordRoute.useParams();
  return <RecordPage key={form} name={form} id={id} />;
}
