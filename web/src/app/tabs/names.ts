/** What a tab is called: from its address, and for a record from what the record says of itself. */
import { useTranslation } from 'react-i18next';

import { useSession } from '@/lib/session';
import type { WorkTab } from '@/lib/workTabs';
import { usePages } from '../ShellMenu';

export function useTabNames(): (tab: WorkTab) => string {
  const { t } = useTranslation();
  const session = useSession();
  const pages = Object.values(usePages(session)).flat();
  const forms = session.menu.flatMap((group) => group.items);
  const called = ({ path, title }: WorkTab) => {
    const [, room, name = '', what] = path.split('/');
    if (room === 'records') {
      const item = forms.find((one) => one.form === name);
      if (what === undefined) return item?.plural ?? name;
      const form = item?.label ?? name;
      if (what === 'new') return t('list.newOne', { label: form });
      if (what === 'import') return t('tabs.import', { label: item?.plural ?? name });
      // Its words are those of the language by now; a record that was not opened yet has said nothing.
      return `${form} ${title === '' ? t('tabs.noNumber') : (title ?? '')}`.trim();
    }
    if (room === 'reports') {
      return session.reports.find((one) => one.name === name)?.label ?? name;
    }
    if (room === 'count' && name) {
      const words = { review: t('counting.review'), sheet: t('counting.printSheet') };
      return words[what as keyof typeof words] ?? t('counting.title');
    }
    if (room === 'phone' && name) {
      const words = {
        receive: t('phone.receive'),
        deliver: t('phone.deliver'),
        transfer: t('phone.transfer'),
        look: t('phone.look'),
      };
      return words[name as keyof typeof words] ?? t('phone.title');
    }
    if (room === 'guide') return t('guide.title');
    if (path === '/setup') return t('steps.title');
    if (path === '/me') return t('app.person');
    if (path === '/notifications') return t('notifications.title');
    if (path === '/report-schedules') return t('schedules.title');
    if (path === '/gallery') return 'Gallery';
    return pages.find(({ to }) => to === path)?.label;
  };
  return (tab) => called(tab) || t('app.unknownPage');
}
