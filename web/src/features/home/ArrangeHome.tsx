/** What stands on one's own home page, and in which order. */
import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons';
import { Button, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { ProblemAlert } from '@/ui/ProblemAlert';
import type { HomeFigures } from './home';
import { labelOf, moved, tilesOf, useArrange } from './tiles';

interface Props {
  found: HomeFigures;
  onClose(): void;
}

export function ArrangeHome({ found, onClose }: Props) {
  const { t } = useTranslation();
  const arrange = useArrange();
  const [tiles, setTiles] = useState(() => tilesOf(found));
  return (
    <Modal
      open
      width={440}
      title={t('home.arrange')}
      onCancel={onClose}
      footer={[
        <Button
          key="usual"
          type="text"
          onClick={() => {
            arrange.mutate([], { onSuccess: onClose });
          }}
        >
          {t('home.usual')}
        </Button>,
        <Button
          key="save"
          type="primary"
          loading={arrange.isPending}
          onClick={() => {
            arrange.mutate(tiles, { onSuccess: onClose });
          }}
        >
          {t('home.save')}
        </Button>,
      ]}
    >
      <p className="quiet">{t('home.arrangeHelp')}</p>
      {arrange.error && <ProblemAlert error={arrange.error} />}
      <ol className="arrange">
        {tiles.map(({ name, shown }, index) => {
          const label = t(labelOf(name));
          return (
            <li key={name}>
              <Checkbox
                checked={shown}
                onChange={({ target }) => {
                  setTiles(
                    tiles.map((one) => (one.name === name ? { name, shown: target.checked } : one)),
                  );
                }}
              >
                {label}
              </Checkbox>
              <span className="spacer" />
              <Button
                type="text"
                size="small"
                icon={<ArrowUpOutlined />}
                aria-label={t('home.up', { name: label })}
                disabled={index === 0}
                onClick={() => {
                  setTiles(moved(tiles, index, -1));
                }}
              />
              <Button
                type="text"
                size="small"
                icon={<ArrowDownOutlined />}
                aria-label={t('home.down', { name: label })}
                disabled={index === tiles.length - 1}
                onClick={() => {
                  setTiles(moved(tiles, index, 1));
                }}
              />
            </li>
          );
        })}
      </ol>
    </Modal>
  );
}
