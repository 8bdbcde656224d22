/** The frame of every page: menu at the side, company and person on top. */
import { Outlet, useRouterState } from '@tanstack/react-router';
import { Drawer } from 'antd';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { recall, remember } from '@/lib/remember';
import { PageError } from './PageError';
import { ShellHeader } from './ShellHeader';
import { ShellMenu } from './ShellMenu';
import './shell.css';

const FOLDED = 'huolang.menu.folded';

export function Shell() {
  const { t } = useTranslation();
  const [folded, setFolded] = useState(recall(FOLDED) === '1');
  const [drawer, setDrawer] = useState(false);
  const path = useRouterState({ select: (state) => state.location.pathname });

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
      <ShellHeader onMenu={toggle} />
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
