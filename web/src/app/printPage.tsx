/** The address of what is printed. */
import { getRouteApi } from '@tanstack/react-router';

import { PrintPage } from '@/form/print/PrintPage';
import { AllowedForm } from './Allowed';

const route = getRouteApi('/print/$form');

export function PrintRoute() {
  const { form } = route.useParams();
  const search = route.useSearch();
  return (
    <AllowedForm form={form} operation="print">
      <PrintPage key={form} name={form} search={search} />
    </AllowedForm>
  );
}
