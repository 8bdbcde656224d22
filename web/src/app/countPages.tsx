/** The addresses of counting. */
import { getRouteApi } from '@tanstack/react-router';

import { CountList } from '@/features/count/CountList';
import { CountPage } from '@/features/count/CountPage';
import { ReviewPage } from '@/features/count/ReviewPage';
import { SheetPage } from '@/features/count/SheetPage';
import { Allowed } from './Allowed';

const counting = getRouteApi('/count/$id');
const reviewing = getRouteApi('/count/$id/review');
const printing = getRouteApi('/count/$id/sheet');
const FORM = ['count_plan'];

export function CountsRoute() {
  return (
    <Allowed to={FORM}>
      <CountList />
    </Allowed>
  );
}

export function CountRoute() {
  const { id } = counting.useParams();
  return (
    <Allowed to={FORM}>
      <CountPage id={id} />
    </Allowed>
  );
}

export function ReviewRoute() {
  const { id } = reviewing.useParams();
  return (
    <Allowed to={FORM}>
      <ReviewPage key={id} id={id} />
    </Allowed>
  );
}

export function CountSheetRoute() {
  const { id } = printing.useParams();
  return (
    <Allowed to={FORM} operation="print">
      <SheetPage id={id} />
    </Allowed>
  );
}
