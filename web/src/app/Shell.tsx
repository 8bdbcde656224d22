/** The frame of every page: menu at the side, company and person on top. */
import { Outlet, useRouterState } from '@tanstack/react-router';
import { Drawer } from 'antd';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { recall, remember } from '@/lib/remember';
import { useSession } from '@/lib/session';
import { PageError } from './PageError';
import { ShellHeader } from './ShellHeader';
import { ShellMenu, usePages } from './ShellMenu';
import './shell.css';

/** Loaded when it is first asked for. */
const Palette = lazy(async () => ({
  default: (await import('@/features/palette/Palette')).Palette,
}));

function Finder({ onClose }: { onClose(): void }) {
  const pages = usePages(useSession());
  return <Palette pages={Object.values(pages).flat()} onClose={onClose} />;
}

const FOLDED = 'huolang.menu.folded';

export function Shell() {
  const { t } = useTranslation();
  const [folded, setFolded] = useState(recall(FOLDED) === '1');
  const [drawer, setDrawer] = useState(false);
  const path = useRouterState({ select: (state) => state.location.pathname });

  const [finding, setFinding] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      if (event.key.toLowerCase() !== 'k' || event.isComposing) return;
      event.preventDefault();
      setFinding(true);
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
    };
  }, []);

  const toggle = () => {
    if (window.matchMedia('(width < 900px)').matches) setDrawer(true);
    else {
      remember(FOLDED, folded ? null : '1');
      setFolded(!folded);
    }
  };

  // Paper has no menu.
  if (path.startsWith('/print/')) {
    return (
      <main id="main">
        <PageError key={path}>
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
          setFinding(true);
        }}
      />
      {finding && (
        <Suspense fallback={null}>
          <Finder
            onClose={() => {
              setFinding(false);
            }}
          />
        </Suspense>
      )}
      <aside className="shell-side">
        <ShellMenu />
      </aside>
      <Drawer
        open={drawer}
        placement="left"
        size={260}
        title={t('app.menu')}
        styles={{ body: { padding: 0 } }}
        onClose={() => {
          setDrawer(false);
        }}
      >
        <ShellMenu
          onChosen={() => {
            setDrawer(false);
          }}
        />
      </Drawer>
      <main id="main" className="shell-main" tabIndex={-1}>
        <PageError key={path}>
          <Suspense fallback={<div className="page quiet">{t('app.loading')}</div>}>
            <Outlet />
          </Suspense>
        </PageError>
      </main>
    </div>
  );
}
