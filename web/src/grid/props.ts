/** What a line grid is given. */
import type { ReactNode } from 'react';

import type { Arranging } from '@/ui/shownColumns';
import type { Column } from './columns';
import type { GridAction, GridState } from './rows';
import type { Figures, Notes, Refusals } from './RowView';
import type { Waiting } from './waiting';

export interface LineGridProps {
  label: string;
  columns: readonly Column[];
  state: GridState;
  dispatch(action: GridAction): void;
  editable: boolean;
  refusals?: ReadonlyMap<string, Refusals>;
  figures?: ReadonlyMap<string, Figures>;
  sums?: Readonly<Record<string, string>>;
  notes?: Notes | undefined;
  /** grows with every refusal: the grid goes to the first one that it has */
  refused?: number;
  /** a refusal that stands elsewhere on the page already */
  told?: string | null;
  /** of the whole page, for whoever saves it */
  waiting?: Waiting;
  /** how somebody wants its columns, and the button to choose them with */
  arranging?: Arranging | undefined;
  choose?: ReactNode;
  /** Enter on the last, empty line */
  onDone?: () => void;
}
