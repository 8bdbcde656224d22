/** What a person scanned or counted on this device that has not reached the server. */
import { keptNames } from '@/lib/safekeeping';

const WORKS = ['huolang.phone.', 'huolang.count.'];

/** Of any company and work: each lies under a name of its own (`Queue`). */
export function unsentOf(user: string): number {
  const names = WORKS.flatMap((work) =>
    keptNames(work).map((name) => name.slice(work.length).split('#')),
  );
  return names.filter(([of = '', ...one]) => one.length > 0 && of.split('.')[1] === user).length;
}
