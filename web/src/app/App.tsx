/** Language, colours and pages put together. */
import { StyleProvider } from '@ant-design/cssinjs';
import { RouterProvider } from '@tanstack/react-router';
import { ConfigProvider } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import { useDensity } from '@/ui/density';
import { lastingStyles } from '@/ui/styles';
import { antdTheme, useShade } from '@/ui/theme';
import { router } from './router';
import { SessionGate } from './SessionGate';
import './app.css';

const styles = lastingStyles();

export function App() {
  const { t, i18n } = useTranslation();
  const shade = useShade();
  const density = useDensity();
  const theme = useMemo(() => antdTheme(shade, density), [shade, density]);
  const english = i18n.language === 'en';
  useEffect(() => {
    dayjs.locale(english ? 'en' : 'zh-cn');
    document.title = t('app.title');
  }, [english, t]);
  return (
    <StyleProvider cache={styles}>
      <ConfigProvider
        theme={theme}
        locale={english ? enUS : zhCN}
        button={{ autoInsertSpace: false }}
      >
        <SessionGate>
          <RouterProvider router={router} />
        </SessionGate>
      </ConfigProvider>
    </StyleProvider>
  );
}
