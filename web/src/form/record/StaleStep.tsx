/** What is done with ours when somebody else saved first: theirs, or ours on top of it. */
import { useQueryClient } from '@tanstack/react-query';

import type { Form, RecordData } from '../form';
import type { Setting } from '../kinds';
import { recordQuery } from '../records';
import type { Saving } from './saving';
import { StaleDialog } from './StaleDialog';
import { useClosing } from './useDone';
import type { Editor } from './useEditor';

interface Props {
  form: Form;
  record: RecordData | null;
  editor: Editor;
  saving: Saving;
  setting: Setting;
  /** the window is gone, and the focus with it */
  onClosed?(): void;
}

export function StaleStep({ form, record, editor, saving, setting, onClosed }: Props) {
  const client = useQueryClient();
  const { stale } = saving;
  useClosing(stale !== null, onClosed);
  if (!stale) return null;
  const go = (work: () => void) => {
    work();
    // What is no draft any more takes nothing in: ours goes beside it.
    if (stale.state !== record?.state) {
      client.setQueryData(recordQuery(form.name, stale.id).queryKey, stale);
    }
    saving.closeStale();
    saving.dismiss();
  };
  return (
    <StaleDialog
      form={form}
      editor={editor}
      latest={stale}
      setting={setting}
      onClose={saving.closeStale}
      onTheirs={() => {
        go(() => {
          editor.reload(stale);
        });
      }}
      onMine={() => {
        go(() => {
          editor.rebase(stale);
        });
      }}
    />
  );
}
