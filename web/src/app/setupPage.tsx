/** 开账向导: its steps are done with what there is for them anyway. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Suspense } from 'react';

import { ImportSteps } from '@/features/files/ImportPage';
import { CompanyStep } from '@/features/settings/CompanyStep';
import { GoodsStep } from '@/features/setup/GoodsStep';
import { SaleStep } from '@/features/setup/SaleStep';
import type { Setup, StepName } from '@/features/setup/setup';
import { SetupPage } from '@/features/setup/SetupPage';
import { WarehouseStep } from '@/features/setup/WarehouseStep';
import { PeopleStep } from '@/features/team/PeopleStep';
import { formQuery } from '@/form/records';
import { may, useSession } from '@/lib/session';
import { Waiting } from '@/ui/Waiting';
import { Allowed } from './Allowed';

const route = getRouteApi('/setup');

const FORMS = { product: 'product', partner: 'partner', stock: 'opening_stock' } as const;

/** A file of one form; documents are confirmed with it. */
function Importing({ step, form: name, run }: { step: StepName; form: string; run: string }) {
  const navigate = useNavigate();
  const { data: form } = useSuspenseQuery(formQuery(name));
  return (
    <ImportSteps
      key={name}
      form={name}
      label={form.plural}
      isDocument={form.kind === 'document'}
      operations={form.operations}
      run={run}
      confirm
      onOpen={(next) => {
        void navigate({ to: '/setup', search: next ? { step, run: next } : { step } });
      }}
    />
  );
}

function Goods({ name, setup }: { name: keyof typeof FORMS; setup: Setup }) {
  const session = useSession();
  const form = FORMS[name];
  const run = route.useSearch()['run'] ?? '';
  return (
    <GoodsStep
      name={name}
      form={form}
      setup={setup}
      run={run}
      mayAdd={may(session, form, 'add')}
      importer={
        may(session, form, 'import') && (
          <Suspense fallback={<Waiting />}>
            <Importing step={name} form={form} run={run} />
          </Suspense>
        )
      }
    />
  );
}

function Step({ name, setup, onNext }: { name: StepName; setup: Setup; onNext(): void }) {
  const session = useSession();
  switch (name) {
    case 'company':
      return <CompanyStep onNext={onNext} />;
    case 'warehouse':
      return <WarehouseStep mayAdd={may(session, 'warehouse', 'add')} />;
    case 'people':
      return <PeopleStep />;
    case 'sale':
      return <SaleStep setup={setup} />;
    default:
      return <Goods name={name} setup={setup} />;
  }
}

export function SetupRoute() {
  const search = route.useSearch();
  return (
    <Allowed to={['company']} operation="edit">
      <SetupPage
        asked={search['step']}
        body={(name, setup, onNext) => <Step name={name} setup={setup} onNext={onNext} />}
      />
    </Allowed>
  );
}
