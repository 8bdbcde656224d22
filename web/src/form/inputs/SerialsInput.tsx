/** The numbers of single pieces in the header: typed, or filled in in a dialog of their own. */
import { BarcodeOutlined } from '@ant-design/icons';
import { Button, Space } from 'antd';
import { lazy, Suspense, useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { withWords } from '@/i18n';

import { joinSerials, parseSerials } from '../lines/serials';
import { textOf, type InputProps } from './input';
import { HeaderPieces } from './pieces';
import { TextInput } from './TextInputs';

const SerialDialog = lazy(withWords(() => import('../lines/SerialDialog'), 'common', 'lines'));

export function SerialsInput(props: InputProps) {
  const { t } = useTranslation();
  const needed = useContext(HeaderPieces);
  const [open, setOpen] = useState(false);
  const given = parseSerials(textOf(props.value));
  const close = () => {
    setOpen(false);
  };
  return (
    <Space.Compact block>
      <TextInput {...props} />
      <Button
        icon={<BarcodeOutlined />}
        title={t('lines.serials')}
        aria-label={t('lines.serials')}
        onClick={() => {
          setOpen(true);
        }}
      >
        {needed === '' ? given.length : `${String(given.length)}/${needed}`}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <SerialDialog
            title=""
            before={given}
            needed={needed}
            editable
            onClose={close}
            onTake={(taken) => {
              props.onChange(joinSerials(taken));
              close();
            }}
          />
        </Suspense>
      )}
    </Space.Compact>
  );
}
