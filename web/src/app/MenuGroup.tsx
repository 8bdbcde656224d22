/** A group of the menu, with the picture of its module; folded, it stays so for this person. */
import {
  AccountBookOutlined,
  BarChartOutlined,
  InboxOutlined,
  ProfileOutlined,
  SettingOutlined,
  ShoppingCartOutlined,
  TagOutlined,
} from '@ant-design/icons';
import { useRouterState } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';

import { recall, remember } from '@/lib/remember';
import { useSession } from '@/lib/session';

const FOLDED = 'huolang.menu.groups';
const ICONS: Record<string, ReactNode> = {
  purchasing: <ShoppingCartOutlined aria-hidden />,
  sales: <TagOutlined aria-hidden />,
  inventory: <InboxOutlined aria-hidden />,
  finance: <AccountBookOutlined aria-hidden />,
  masters: <ProfileOutlined aria-hidden />,
  administration: <SettingOutlined aria-hidden />,
  reports: <BarChartOutlined aria-hidden />,
};

interface Props {
  name: string;
  label: string;
  /** something is looked for: what is found is shown, wherever it stands */
  looking: boolean;
  /** where its pages are */
  paths: readonly string[];
  children: ReactNode;
}

/** One of them, or a page below it. */
function useIsAmong(paths: readonly string[]): boolean {
  return useRouterState({
    select: ({ location: { pathname } }) =>
      paths.some((path) => pathname === path || pathname.startsWith(`${path}/`)),
  });
}

export function MenuGroup({ name, label, looking, paths, children }: Props) {
  const holdsPage = useIsAmong(paths);
  const { user } = useSession();
  const own = `${FOLDED}:${user.id}`;
  const kept = () => (recall(own) ?? recall(FOLDED) ?? '').split(',').filter((one) => one);
  const [open, setOpen] = useState(() => !kept().includes(name));
  const turn = () => {
    const others = kept().filter((one) => one !== name);
    const folded = open ? [...others, name] : others;
    remember(own, folded.join(','));
    setOpen(!open);
  };
  return (
    <section aria-label={label}>
      <h2>
        <button
          type="button"
          aria-expanded={open || looking}
          // Folded, it stands for the page that is shown.
          aria-current={holdsPage && !open && !looking ? true : undefined}
          onClick={turn}
        >
          {ICONS[name]}
          <span>{label}</span>
        </button>
      </h2>
      {(open || looking) && children}
    </section>
  );
}
