/** The home page while it is arranged, with what pinned reports are drawn and changed by. */
import { ArrangeHome } from '@/features/home/ArrangeHome';
import type { HomeFigures } from '@/features/home/home';
import { BrokenPins, ChangePin } from '@/features/reports/ChangePin';
import { PinTile } from '@/features/reports/PinTile';

const PINS = { Tile: PinTile, Change: ChangePin, Broken: BrokenPins };

interface Props {
  found: HomeFigures;
  onClose(): void;
}

export function ArrangeMyHome(props: Props) {
  return <ArrangeHome {...props} Pins={PINS} />;
}
