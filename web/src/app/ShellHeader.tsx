/** Company, language, light or dark, and the person's own menu. */
import {
  DownOutlined,
  MenuOutlined,
  MoonOutlined,
  ScanOutlined,
  SearchOutlined,
  SunOutlined,
  UserOutlined,
} from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

import { hasWork } from '@/features/phone/phone';
import { learnAnew } from '@/lib/learnAnew';
import { chooseLanguage, languages, type Language } from '@/i18n';
import { setTabCompany } from '@/lib/api';
import { useSession } from '@/lib/session';
import mark from '@/ui/favicon.svg';
import { useOneColumn } from '@/ui/narrow';
import { useNarrow } from '@/ui/narrow';
import { chooseDensity, useDensity } from '@/ui/density';
import { chooseTheme, useShade } from '@/ui/theme';
import { PressedMenu } from '@/ui/PressedMenu';
import { Bell } from './Bell';
import { GuideButton } from './GuideButton';
import { useLogOut } from './asking';
import { ViewsButton } from './ViewsButton';
import { useWritten, writeIn } from './written';

function CompanySwitch() {
  const { t } = useTranslation();
  const { company, companies } = useSession();
  const navigate = useNavigate();
  if (companies.length < 2) return <span className="shell-company">{company.name}</span>;
  const change = async (id: string) => {
    // Unsaved work of this company first; staying there stops the switch.
    await navigate({ to: '/' });
    if (window.location.pathname !== '/') return;
    setTabCompany(id);
    window.location.reload();
  };
  return (
    <PressedMenu
      menu={{
        selectedKeys: [String(company.id)],
        items: companies.map(({ id, name }) => ({ key: String(id), label: name })),
        style: { maxHeight: '70vh', overflow: 'auto' },
        onClick: ({ key }) => void change(key),
      }}
    >
      <Button
        type="text"
        className="shell-company"
        aria-label={`${t('app.company')} ${company.name}`}
      >
        <span>{company.name}</span>
        <DownOutlined />
      </Button>
    </PressedMenu>
  );
}

function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  useWritten();
  const client = useQueryClient();
  return (
    <PressedMenu
      menu={{
        selectedKeys: [i18n.language],
        items: Object.entries(languages).map(([key, label]) => ({ key, label })),
        onClick: async ({ key }) => {
          await chooseLanguage(key as Language);
          void writeIn(key as Language);
          await learnAnew(client);
        },
      }}
    >
      <Button
        type="text"
        aria-label={`${t('app.language')} ${i18n.language === 'en' ? 'EN' : '中'}`}
      >
        {i18n.language === 'en' ? 'EN' : '中'}
      </Button>
    </PressedMenu>
  );
}

interface Props {
  onMenu(): void;
  onFind(): void;
  onKeys(): void;
  /** where there is a tour: begin it */
  onTour: (() => void) | null;
}

export function ShellHeader({ onMenu, onFind, onKeys, onTour }: Props) {
  const { t } = useTranslation();
  const session = useSession();
  const { user, version } = session;
  const oneColumn = useOneColumn();
  const shade = useShade();
  const narrow = useNarrow();
  const other = t(shade === 'dark' ? 'app.light' : 'app.dark');
  const turn = () => {
    chooseTheme(shade === 'dark' ? 'light' : 'dark');
  };
  const compact = useDensity() === 'compact';
  const logOut = useLogOut();
  return (
    <header className="shell-header">
      <Button type="text" icon={<MenuOutlined />} aria-label={t('app.menu')} onClick={onMenu} />
      <Link to="/" className="brand" aria-label={t('app.name')}>
        <img src={mark} alt="" width={22} height={22} />
        <b>{t('app.name')}</b>
      </Link>
      <CompanySwitch />
      <span className="spacer" />
      <Button
        type="text"
        className="shell-find"
        icon={<SearchOutlined />}
        aria-label={`${t('find.title')} Ctrl K`}
        aria-keyshortcuts="Control+K"
        onClick={onFind}
      >
        <span className="shell-find-hint">
          {t('find.title')} <kbd>Ctrl K</kbd>
        </span>
      </Button>
      {oneColumn && hasWork(session) && (
        <Link to="/phone" className="shell-phone" aria-label={t('phone.title')}>
          <ScanOutlined />
        </Link>
      )}
      <Bell />
      <ViewsButton />
      <GuideButton />
      <LanguageSwitch />
      {!narrow && (
        <Button
          type="text"
          icon={shade === 'dark' ? <SunOutlined /> : <MoonOutlined />}
          aria-label={other}
          onClick={turn}
        />
      )}
      <PressedMenu
        menu={{
          items: [
            { key: 'name', label: `${user.name || user.username}`, disabled: true },
            { key: 'version', label: t('app.version', { version }), disabled: true },
            { type: 'divider' },
            { key: 'keys', label: t('keys.title'), onClick: onKeys },
            ...(onTour ? [{ key: 'tour', label: t('app.tour'), onClick: onTour }] : []),
            narrow
              ? { key: 'shade', label: other, onClick: turn }
              : {
                  key: 'density',
                  label: t(compact ? 'app.comfortable' : 'app.compact'),
                  onClick: () => {
                    chooseDensity(compact ? 'comfortable' : 'compact');
                  },
                },
            { key: 'me', label: <Link to="/me">{t('app.person')}</Link> },
            {
              key: 'schedules',
              label: <Link to="/report-schedules">{t('schedules.title')}</Link>,
            },
            { key: 'out', label: t('app.logOut'), onClick: () => void logOut() },
          ],
        }}
      >
        <Button
          type="text"
          icon={<UserOutlined />}
          aria-label={`${t('app.person')} ${user.name || user.username}`}
        >
          <span className="shell-user">{user.name || user.username}</span>
        </Button>
      </PressedMenu>
    </header>
  );
}
