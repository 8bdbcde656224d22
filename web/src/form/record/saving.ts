/** What the buttons of a record do, and how far they have come. */
import type { Foreseeing } from '../cost/useForeseen';
import type { Form, RecordData } from '../form';
import type { Editor } from './useEditor';

/** The action that comes with what is to be changed. */
export const CORRECT = 'correct';

export interface Saving {
  busy: string | null;
  problem: unknown;
  /** grows with every refusal, so that the page goes to its place once */
  refusals: number;
  /** somebody else's version, when ours was refused as stale */
  stale: RecordData | null;
  /** what was to be confirmed was refused, but saved before that */
  keptDraft: boolean;
  /** what was sent last may have been done: the page may not be as the server has it */
  unanswered: boolean;
  closeStale(): void;
  dismiss(): void;
  /** and confirms, or lets a confirmed document say this instead */
  save(then?: string): Promise<void>;
  /** saves, and goes on with an empty form of the same kind */
  saveAndNew(): Promise<void>;
  /** what was saved before the empty form that is shown now */
  savedBefore: RecordData | null;
  act(action: string, reason?: string): Promise<void>;
  /** a draft that goes on from this record (下推), or by `copy` is another one like it */
  convert(target: string, how?: string): Promise<void>;
  remove(): Promise<void>;
  /** what is on the page of a record that is no more, as another one */
  saveAsNew(): Promise<void>;
  /** leaves the page of a record that is no more, and what is unsaved on it */
  giveUp(): Promise<void>;
  /** what an action would change in the cost of others, while it is asked whether to go on */
  foreseen: Foreseeing['asked'];
}

/** What is on screen goes into an action as it is: nobody types meanwhile. */
export function isFrozen({ busy }: Saving): boolean {
  return busy !== null && busy !== 'save' && busy !== 'saveAndNew';
}

export interface Parts {
  form: Form;
  record: RecordData | null;
  editor: Editor;
  shown: ReadonlySet<string>;
  /** the new record has its id: the page goes on as it is */
  onMade(id: string): void;
}
