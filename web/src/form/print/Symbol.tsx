/** What a scanner reads: bars or a square, drawn as lines so that every printer has it sharp. */
import { drawn } from './drawing';
import type { Label } from './label';

const made = new Map<string, string>();

/** The drawing as an address; labels are many, and most of them alike. */
function address({ code, symbology }: Pick<Label, 'code' | 'symbology'>): string {
  const key = `${symbology} ${code}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const drawing = `data:image/svg+xml,${encodeURIComponent(drawn[symbology](code))}`;
  made.set(key, drawing);
  return drawing;
}

interface Props {
  label: Pick<Label, 'code' | 'symbology'>;
  /** in millimetres, where it is not what its place has room for */
  width?: number;
}

export function Symbol({ label, width }: Props) {
  const style = width ? { width: `${String(width)}mm` } : {};
  return (
    <img
      className={`symbol is-${label.symbology}`}
      {...{ style }}
      src={address(label)}
      alt={label.code}
    />
  );
}
