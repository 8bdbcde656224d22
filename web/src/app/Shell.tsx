/** The frame of every page: menu at the side, company and person on top. */
import { Outlet, rootRouteId, useMatches } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { pageAt } from '@/lib/newRecord';
import { recall, remember } from '@/lib/remember';
import { may, useSession } from '@/lib/session';
import { useArrival } from '@/ui/arrival';
import { useOneColumn } from '@/ui/narrow';
import { withWords } from '@/i18n';
import { Notices } from './Notices';
import { useCommands } from './useCommands';
import { PageError } from './PageError';
import { ShellHeader } from './ShellHeader';
import { ShellMenu, usePages } from './ShellMenu';
import { WorkTabs } from './tabs/WorkTabs';
import { useLayouts } from './useLayouts';
import { useTour } from './useTour';
import './shell.css';

/** Loaded when it is first asked for. */
const Palette = lazy(
  withWords(
    async () => ({ default: (await import('@/features/palette/Palette')).Palette }),
    'overlays',
  ),
);

const KeysHelp = lazy(
  withWords(
    async () => ({ default: (await import('@/features/help/KeysHelp')).KeysHelp }),
    'overlays',
  ),
);

const DemoTour = lazy(
  withWords(async () => ({ default: (await import('@/features/tour/DemoTour')).DemoTour }), 'tour'),
);

const MenuDrawer = lazy(async () => ({ default: (await import('./MenuDrawer')).MenuDrawer }));

type Overlay = 'find' | 'keys' | null;

/** Which window a key asks for, if it is not a letter that somebody types. */
function askedBy(event: KeyboardEvent): Overlay {
  if (event.isComposing || event.altKey) return null;
  if (event.ctrlKey || event.metaKey) {
    return !event.shiftKey && event.key.toLowerCase() === 'k' ? 'find' : null;
  }
  if (event.key !== '?' && event.key !== '\uff1f') return null;
  const at = event.target;
  const typing =
    at instanceof HTMLElement && at.closest('input, textarea, select, [contenteditable]') !== null;
  return typing ? null : 'keys';
}

interface FinderProps {
  onClose(): void;
  onKeys(): void;
  onTour: (() => void) | null;
}

function Finder({ onClose, onKeys, onTour }: FinderProps) {
  const { t } = useTranslation();
  const session = useSession();
  const pages = Object.values(usePages(session)).flat();
  const setup = may(session, 'company', 'edit') ? [{ to: '/setup', label: t('steps.title') }] : [];
  const own = [
    { to: '/', label: t('home.title') },
    { to: '/me', label: t('app.person') },
    { to: '/notifications', label: t('notifications.title') },
    { to: '/report-schedules', label: t('schedules.title') },
  ];
  const commands = useCommands(onKeys, onTour);
  return <Palette pages={[...own, ...pages, ...setup]} {...{ commands, onClose }} />;
}

/** The address of the page; nothing where there is none but the frame, which is that of home. */
function drawn(matches: readonly { routeId: string; pathname: string }[]): string {
  const page = matches.at(-1);
  return page && page.routeId !== rootRouteId ? page.pathname : '';
}

const FOLDED = 'huolang.menu.folded';

export function Shell() {
  const { t } = useTranslation();
  const [folded, setFolded] = useState(recall(FOLDED) === '1');
  /** null until it is first wanted */
  const [drawer, setDrawer] = useState<boolean | null>(null);
  // That of the page which is drawn: the one before stays until the next is there. It changes with
  // what the outlet draws, neither before nor after; else each page would be put up twice.
  const path = useMatches({ select: drawn });
  useArrival(path);

  const oneColumn = useOneColumn();
  const tour = useTour(path, !oneColumn);
  useLayouts();

  const [shown, setShown] = useState<Overlay>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const asked = askedBy(event);
      if (!asked) return;
      event.preventDefault();
      setShown(asked);
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
    };
  }, []);

  const close = () => {
    setShown(null);
  };

  const toggle = () => {
    if (oneColumn) setDrawer(true);
    else {
      remember(FOLDED, folded ? null : '1');
      setFolded(!folded);
    }
  };

  // Paper has no menu.
  if (path.startsWith('/print/')) {
    return (
      <main id="main">
        <PageError key={path} path={path}>
          <Suspense fallback={<div className="page quiet">{t('app.loading')}</div>}>
            <Outlet />
          </Suspense>
        </PageError>
      </main>
    );
  }
  return (
    <div className={folded ? 'shell is-folded' : 'shell'}>
      <a className="skip" href="#main">
        {t('app.skip')}
      </a>
      <ShellHeader
        onMenu={toggle}
        onFind={() => {
          setShown('find');
        }}
        onKeys={() => {
          setShown('keys');
        }}
        onTour={tour.begin}
      />
      <Suspense fallback={null}>
        {shown === 'find' && (
          <Finder
            onClose={close}
            onKeys={() => {
              setShown('keys');
            }}
            onTour={tour.begin}
          />
        )}
        {shown === 'keys' && <KeysHelp onClose={close} />}
        {tour.shown && <DemoTour onEnd={tour.end} />}
        {drawer !== null && (
          <MenuDrawer
            open={drawer}
            onClose={() => {
              setDrawer(false);
            }}
          />
        )}
      </Suspense>
      <aside className="shell-side">
        <ShellMenu />
      </aside>
      {!oneColumn && <WorkTabs />}
      <Notices />
      <main id="main" className="shell-main" tabIndex={-1}>
        <PageError key={pageAt(path)} path={path}>
          <Suspense fallback={<div className="page quiet">{t('app.loading')}</div>}>
            <Outlet />
          </Suspense>
        </PageError>
      </main>
    </div>
  );
}
