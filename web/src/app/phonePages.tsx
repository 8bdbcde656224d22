/** The addresses of the work before the shelves. */
import { getRouteApi } from '@tanstack/react-router';

import { LookPage } from '@/features/phone/LookPage';
import {
  isSource,
  isWork,
  hasWork,
  maySeeGoods,
  mayTransfer,
  sourcesOf,
} from '@/features/phone/phone';
import { PhoneMenu } from '@/features/phone/PhoneMenu';
import { TaskList } from '@/features/phone/TaskList';
import { TaskPage } from '@/features/phone/TaskPage';
import { TransferPage } from '@/features/phone/TransferPage';
import { useSession } from '@/lib/session';
import { Denied } from './Allowed';
import { NotFound } from './NotFound';

const working = getRouteApi('/phone/$work');
const handling = getRouteApi('/phone/$work/$form/$id');

export function PhoneRoute() {
  const session = useSession();
  return hasWork(session) || maySeeGoods(session) ? <PhoneMenu /> : <Denied />;
}

export function TasksRoute() {
  const { work } = working.useParams();
  const session = useSession();
  if (!isWork(work)) return <NotFound />;
  return sourcesOf(work, session).length > 0 ? <TaskList key={work} work={work} /> : <Denied />;
}

export function TaskRoute() {
  const { work, form, id } = handling.useParams();
  const session = useSession();
  if (!isWork(work) || !isSource(work, form)) return <NotFound />;
  if (!sourcesOf(work, session).some((one) => one.form === form)) return <Denied />;
  return <TaskPage key={id} work={work} form={form} id={id} />;
}

export function TransferRoute() {
  return mayTransfer(useSession()) ? <TransferPage /> : <Denied />;
}

export function LookRoute() {
  return maySeeGoods(useSession()) ? <LookPage /> : <Denied />;
}
