/** The pages that are open in this window, one beside the other above the page that is shown. */
import { CloseOutlined, DownOutlined, HomeOutlined } from '@ant-design/icons';
import { Link, useRouter, useRouterState } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';

import { beside, keepTabs, startClosing, without, type WorkTab } from '@/lib/workTabs';
import { PressedMenu } from '@/ui/PressedMenu';
import { useTabNames } from './names';
import { useTabs } from './useTabs';
import './tabs.css';

/** Alt and a digit: the page that stands there; Alt W: closes the one that is shown. */
function useTabKeys(
  tabs: readonly WorkTab[],
  go: (tab: WorkTab | null) => void,
  close: () => void,
) {
  const latest = useRef({ tabs, go, close });
  useEffect(() => {
    latest.current = { tabs, go, close };
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
      if (!digit && event.code !== 'KeyW') return;
      event.preventDefault();
      const now = latest.current;
      if (!digit) now.close();
      else if (digit === '1') now.go(null);
      else {
        const tab = now.tabs[Number(digit) - 2];
        if (tab) now.go(tab);
      }
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
    };
  }, []);
}

/** Are there more than fit beside each other? */
function useOverflow(list: RefObject<HTMLElement | null>, count: number): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const measure = () => {
      const { scrollWidth = 0, clientWidth = 0 } = list.current ?? {};
      setOver(scrollWidth > clientWidth + 1);
    };
    const frame = requestAnimationFrame(measure);
    window.addEventListener('resize', measure);
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener('resize', measure);
    };
  }, [list, count]);
  return over;
}

export function WorkTabs() {
  const { t } = useTranslation();
  const router = useRouter();
  const tabs = useTabs();
  const nameOf = useTabNames();
  const here = useRouterState({ select: (state) => state.location.pathname });
  const shown = useRef<HTMLLIElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const over = useOverflow(list, tabs.length);
  useEffect(() => {
    // In the frame that shows the next page: asked for before, the old page is laid out once more.
    const frame = requestAnimationFrame(() => {
      shown.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    });
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [here, tabs.length]);

  const go = (tab: WorkTab | null) => {
    router.history.push(tab ? tab.path + tab.search : '/');
  };
  const close = (path: string) => {
    if (path !== here) {
      // What is unsaved there stays on this computer.
      keepTabs(without(tabs, path));
      return;
    }
    startClosing(path);
    go(beside(tabs, path));
  };
  useTabKeys(tabs, go, () => {
    if (tabs.some(({ path }) => path === here)) close(here);
  });

  return (
    <nav className="work-tabs" aria-label={t('tabs.title')}>
      <Link
        to="/"
        activeOptions={{ exact: true }}
        aria-label={t('home.title')}
        className="tab-home"
      >
        <HomeOutlined />
      </Link>
      <ul ref={list}>
        {tabs.map((tab) => {
          const name = nameOf(tab);
          return (
            <li
              key={tab.path}
              ref={tab.path === here ? shown : null}
              className={tab.path === here ? 'is-shown' : ''}
              onAuxClick={(event) => {
                if (event.button === 1) close(tab.path);
              }}
            >
              <a
                href={tab.path + tab.search}
                title={name}
                aria-current={tab.path === here ? 'page' : undefined}
                onClick={(event) => {
                  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                  event.preventDefault();
                  go(tab);
                }}
              >
                {tab.unsaved && (
                  <span className="tab-unsaved" role="img" aria-label={t('tabs.unsaved')}>
                    ●
                  </span>
                )}
                <span>{name}</span>
              </a>
              <button
                type="button"
                aria-label={t('tabs.close', { name })}
                onClick={() => {
                  close(tab.path);
                }}
              >
                <CloseOutlined />
              </button>
            </li>
          );
        })}
      </ul>
      {over && (
        <PressedMenu
          menu={{
            selectedKeys: [here],
            items: tabs.map((tab) => ({ key: tab.path, label: nameOf(tab) })),
            style: { maxHeight: '70vh', overflow: 'auto' },
            onClick: ({ key }) => {
              const tab = tabs.find(({ path }) => path === key);
              if (tab) go(tab);
            },
          }}
        >
          <Button
            type="text"
            size="small"
            className="tab-all"
            icon={<DownOutlined />}
            aria-label={t('tabs.all')}
          />
        </PressedMenu>
      )}
    </nav>
  );
}
