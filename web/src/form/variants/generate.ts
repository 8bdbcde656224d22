/** Which combinations of values are still to be made into products. Pure. */
import type { RecordData } from '../form';
import { valuesOf, type Axis } from './style';

export function combinations(axes: readonly (readonly string[])[]): string[][] {
  return axes.reduce<string[][]>(
    (all, values) => all.flatMap((before) => values.map((value) => [...before, value])),
    [[]],
  );
}

/** Of the chosen values, without what there is; archived variants are there, too. */
export function missing(
  axes: readonly Axis[],
  chosen: readonly (readonly string[])[],
  variants: readonly RecordData[],
): string[][] {
  const there = new Set(variants.map((variant) => JSON.stringify(valuesOf(variant, axes))));
  return combinations(chosen).filter((values) => !there.has(JSON.stringify(values)));
}
