/** Which of the filters stand in one row: those in force, and of the others as many as there is room for. */
export interface Sized {
  key: string;
  width: number;
  /** it narrows what is shown now */
  isOn: boolean;
}

interface Room {
  width: number;
  gap: number;
  /** of the button behind which the others are */
  more: number;
}

/** On a phone the rows below are what one has come for. */
export function inForce(all: readonly Sized[]): ReadonlySet<string> {
  return new Set(all.filter(({ isOn }) => isOn).map(({ key }) => key));
}

export function fitting(all: readonly Sized[], { width, gap, more }: Room): ReadonlySet<string> {
  const sum = all.reduce((whole, one) => whole + one.width + gap, -gap);
  if (sum <= width) return new Set(all.map(({ key }) => key));
  let left = width - more;
  const taken = new Set<string>();
  const take = ({ key, width: its }: Sized) => {
    taken.add(key);
    left -= its + gap;
  };
  all.filter(({ isOn }) => isOn).forEach(take);
  for (const one of all.filter(({ isOn }) => !isOn)) {
    if (one.width + gap > left) break;
    take(one);
  }
  return taken;
}
