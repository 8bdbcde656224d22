/** 手机作业: the five kinds of work before the shelves, as far as this person does them. */
import {
  ExportOutlined,
  ImportOutlined,
  OrderedListOutlined,
  SearchOutlined,
  SwapOutlined,
} from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import { may, useSession } from '@/lib/session';
import { useParcels } from './parcels';
import { maySeeGoods, mayTransfer, sourcesOf } from './phone';
import { Arrivals, Parcels } from './states';
import '@/scan/scan.css';
import './phone.css';

export function PhoneMenu() {
  const { t } = useTranslation();
  const session = useSession();
  const { outbox, arrived } = useParcels();
  return (
    <div className="page scan-page">
      <div className="scan-head">
        <h1>{t('phone.title')}</h1>
      </div>
      <Parcels outbox={outbox} />
      <Arrivals arrived={arrived} />
      <nav className="phone-tiles" aria-label={t('phone.title')}>
        {sourcesOf('receive', session).length > 0 && (
          <Link to="/phone/$work" params={{ work: 'receive' }}>
            <ImportOutlined />
            {t('phone.receive')}
          </Link>
        )}
        {sourcesOf('deliver', session).length > 0 && (
          <Link to="/phone/$work" params={{ work: 'deliver' }}>
            <ExportOutlined />
            {t('phone.deliver')}
          </Link>
        )}
        {mayTransfer(session) && (
          <Link to="/phone/transfer">
            <SwapOutlined />
            {t('phone.transfer')}
          </Link>
        )}
        {may(session, 'count_plan', 'view') && (
          <Link to="/count">
            <OrderedListOutlined />
            {t('phone.count')}
          </Link>
        )}
        {maySeeGoods(session) && (
          <Link to="/phone/look">
            <SearchOutlined />
            {t('phone.look')}
          </Link>
        )}
      </nav>
    </div>
  );
}
