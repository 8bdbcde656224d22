/** The addresses of imports and background jobs. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';

import { ImportPage } from '@/features/files/ImportPage';
import { formQuery } from '@/form/records';
import { ProofPage } from '@/features/files/ProofPage';
import { Allowed, AllowedForm } from './Allowed';

export { JobsPage } from '@/features/files/JobsPage';

export function ProofRoute() {
  return (
    <Allowed to={['proof']}>
      <ProofPage />
    </Allowed>
  );
}

const route = getRouteApi('/records/$form/import');

export function ImportRoute() {
  const { form } = route.useParams();
  return (
    <AllowedForm form={form} operation="import">
      <Importing name={form} />
    </AllowedForm>
  );
}

function Importing({ name }: { name: string }) {
  const { data: form } = useSuspenseQuery(formQuery(name));
  return (
    <ImportPage
      key={name}
      form={name}
      label={form.plural}
      isDocument={form.kind === 'document'}
      operations={form.operations}
      run={route.useSearch()['run'] ?? ''}
    />
  );
}
