/** The question mark: what the guide says of the page that is shown. */
import { QuestionCircleOutlined } from '@ant-design/icons';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

import { guideOf } from '@/features/guide/places';
import { useSession } from '@/lib/session';

/** Opens the guide where it speaks of the page that is shown. */
export function useGuide(): () => void {
  const navigate = useNavigate();
  const { menu, reports } = useSession();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const moduleOf = (name: string) =>
    menu.find(({ items }) => items.some(({ form }) => form === name))?.module ??
    reports.find((report) => report.name === name)?.module;
  return () => {
    void navigate({ to: '/guide/$page', params: { page: guideOf(path, moduleOf) } });
  };
}

export function GuideButton() {
  const { t } = useTranslation();
  const open = useGuide();
  return (
    <Button
      type="text"
      className="shell-guide"
      icon={<QuestionCircleOutlined />}
      aria-label={t('guide.title')}
      onClick={open}
    />
  );
}
