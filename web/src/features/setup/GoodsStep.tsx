/** 商品, 往来单位, 期初库存: from one's own Excel file, or typed in by hand. */
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { NEW } from '@/lib/newRecord';
import { ButtonLink } from '@/ui/ButtonLink';
import { stateOf, type Setup, type StepName } from './setup';

const HOW = {
  product: 'setup.productFile',
  partner: 'setup.partnerFile',
  stock: 'setup.stockFile',
} as const;

interface Props {
  name: keyof typeof HOW & StepName;
  form: string;
  setup: Setup;
  /** the import, for who may */
  importer: ReactNode;
  /** the import that is open */
  run: string;
  mayAdd: boolean;
}

export function GoodsStep({ name, form, setup, importer, run, mayAdd }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const draft = setup.drafts[form];
  const again = () => {
    void navigate({ to: '/setup', search: { step: name } });
  };
  return (
    <>
      {name === 'stock' && draft && (
        <p className="setup-note">
          {t('setup.stockDraft')}{' '}
          <Link to="/records/$form/$id" params={{ form, id: draft }}>
            {t('setup.stockConfirm')}
          </Link>
        </p>
      )}
      {importer && (
        <>
          <div className="page-head">
            <h3>{t('setup.fromFile')}</h3>
            <span className="spacer" />
            {run && (
              <Button size="small" onClick={again}>
                {t('files.another')}
              </Button>
            )}
          </div>
          <p className="quiet">{t(HOW[name])}</p>
          {importer}
        </>
      )}
      {mayAdd && (
        <>
          <h3>{t('setup.byHand')}</h3>
          <div className="field-buttons">
            <ButtonLink to="/records/$form/$id" params={{ form, id: NEW }}>
              {t(name === 'stock' ? 'setup.newStock' : 'setup.newOne')}
            </ButtonLink>
            <ButtonLink to="/records/$form" params={{ form }} type="text">
              {t('setup.toList')}
            </ButtonLink>
          </div>
        </>
      )}
      {name === 'stock' && stateOf(setup, name) === 'open' && (
        <p className="quiet">{t('setup.noStock')}</p>
      )}
    </>
  );
}
