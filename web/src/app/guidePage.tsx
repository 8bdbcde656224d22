/** The address of a page of the guide. */
import { getRouteApi } from '@tanstack/react-router';

import { GuidePage } from '@/features/guide/GuidePage';

const route = getRouteApi('/guide/$page');

export function GuideRoute() {
  return <GuidePage name={route.useParams().page} />;
}
