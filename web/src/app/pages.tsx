/** Addresses of records, given to the pages that draw any form. */
import { getRouteApi } from '@tanstack/react-router';

import { ListPage } from '@/form/list/ListPage';
import { RecordPage } from '@/form/record/RecordPage';
import { idAt } from '@/lib/newRecord';
import { AllowedForm } from './Allowed';

const listRoute = getRouteApi('/records/$form');
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

/** One page for the new record and for what it becomes when it is saved. */
export function RecordRoute() {
  const params = recordRoute.useParams();
  const { form } = params;
  const id = idAt(params.id);
  return (
    <AllowedForm form={form} operation={id === null ? 'add' : 'view'}>
      <RecordPage key={form} name={form} id={id} />
    </AllowedForm>
  );
}
