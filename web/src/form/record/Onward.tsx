/** How a document goes on (下推): the next step first, behind it what is only done when something
 * went wrong. */
import { DownOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

import { PressedMenu } from '@/ui/PressedMenu';
import type { Conversion } from '../form';
import type { Saving } from './saving';

interface Props {
  conversions: readonly Conversion[];
  saving: Saving;
  /** nothing else on the bar is the next step */
  first: boolean;
}

/** One that stands alone needs no menu. */
const FEW = 1;

export function Onward({ conversions, saving: { busy, convert }, first }: Props) {
  const { t } = useTranslation();
  const seldom = conversions.filter(({ usual }) => usual === false);
  const folded = seldom.length > FEW ? seldom : [];
  const next = first ? conversions.find(({ usual }) => usual !== false) : undefined;
  return (
    <>
      {conversions
        .filter((one) => !folded.includes(one))
        .map((one) => (
          <Button
            key={one.target}
            type={one === next ? 'primary' : 'default'}
            loading={busy === one.target}
            disabled={busy !== null}
            onClick={() => void convert(one.target)}
          >
            {one.label}
          </Button>
        ))}
      {folded.length > 0 && (
        <PressedMenu
          disabled={busy !== null}
          menu={{
            items: folded.map(({ target, label }) => ({ key: target, label })),
            onClick: ({ key }) => void convert(key),
          }}
        >
          <Button
            icon={<DownOutlined aria-hidden />}
            iconPlacement="end"
            aria-haspopup="menu"
            loading={folded.some(({ target }) => target === busy)}
          >
            {t('record.moreOnward')}
          </Button>
        </PressedMenu>
      )}
      {/* The command palette finds what can be done here among the buttons of the page. */}
      <span hidden>
        {folded.map(({ target, label }) => (
          <button key={target} disabled={busy !== null} onClick={() => void convert(target)}>
            {label}
          </button>
        ))}
      </span>
    </>
  );
}
