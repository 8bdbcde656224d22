/** Addresses of records, given to the pages that draw any form. */
import { getRouteApi } from '@tanstack/react-router';

import { ListPage } from '@/form/list/ListPage';
import { RecordPage } from '@/form/record/RecordPage';
import { AllowedForm } from './Allowed';

const listRoute = getRouteApi('/records/$form');
const newRoute = getRouteApi('/records/$form/new');
const recordRoute = getRouteApi('/records/$form/$id');

export function RecordsRoute() {
  const { form } = listRoute.useParams();
  const search = listRoute.useSearch();
  return (
    <AllowedForm form={form}>
      <ListPage key={form} name={form} search={search} />
    </AllowedForm>
  );
}

export function NewRecordRoute() {
  const { form } = newRoute.useParams();
  return (
    <AllowedForm form={form} operation="add">
      <RecordPage key={form} name={form} id={null} />
    </AllowedForm>
  );
}

export function RecordRoute() {
  const { form, id } = recordRoute.useParams();
  return (
    <AllowedForm form={form}>
      <RecordPage key={form} name={form} id={id} />
    </AllowedForm>
  );
}
