/** 省市区: what a region chosen from the list fills into the fields of an address. */

/** One region of the list: its code, its name, and the regions below it. */
export interface Region {
  c: string;
  n: string;
  d?: Region[];
}

export interface Placed {
  province: string;
  city: string;
  district: string;
  code: string;
}

const MUNICIPALITIES = new Set(['110000', '120000', '310000', '500000']);

/** Counties right below a province stand in a group that is nobody's address: 419000. */
function isGroup(region: Region): boolean {
  return /^\d\d90(00)?$/.test(region.c);
}

/** The list as people read it: 省直辖县级行政区划 without the name of its province. */
export function readable(regions: readonly Region[]): Region[] {
  return regions.map((region) => ({
    ...region,
    n: isGroup(region) ? region.n.replace(/^.*-/, '') : region.n,
    ...(region.d && { d: readable(region.d) }),
  }));
}

/** `path` is the way from a province down to what was chosen. */
export function placed(path: readonly Region[]): Placed | null {
  const [province, ...below] = path;
  const chosen = path.at(-1);
  if (!province || !chosen) return null;
  const [only] = below;
  const place = { province: province.n, city: '', district: '', code: chosen.c };
  if (only && below.length === 1 && !only.c.endsWith('00')) {
    // Districts of a municipality, or of Hong Kong and Macau, which have no city between.
    return { ...place, city: MUNICIPALITIES.has(province.c) ? province.n : '', district: only.n };
  }
  const [city, district] = below.filter((region) => !isGroup(region));
  return { ...place, city: city?.n ?? '', district: district?.n ?? '' };
}

/** The ways down to regions whose name holds `text`, or whose last names do: 深圳 南山. */
export function ways(regions: readonly Region[], text: string, most: number): Region[][] {
  const words = text.split(/\s+/);
  const found: Region[][] = [];
  const look = (among: readonly Region[], above: Region[]) => {
    for (const region of among) {
      if (found.length >= most) return;
      const path = [...above, region];
      const [last = '', ...before] = words.toReversed();
      const fits = before.every((word) => above.some((one) => one.n.includes(word)));
      if (fits && region.n.includes(last) && !isGroup(region)) found.push(path);
      look(region.d ?? [], path);
    }
  };
  look(regions, []);
  return found;
}
