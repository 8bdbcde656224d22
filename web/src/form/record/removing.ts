/** A record whose deletion was not answered may be gone: that it is, is what was wished. */
import { isAnswer } from '@/lib/once';
import { Problem } from '@/lib/problem';
import { deleteRecord } from '../records';

const unanswered = new Set<string>();

export async function removeRecord(form: string, id: string): Promise<void> {
  const name = `${form}/${id}`;
  try {
    await deleteRecord(form, id);
  } catch (error) {
    if (!isAnswer(error)) unanswered.add(name);
    const isGone = error instanceof Problem && error.status === 404 && unanswered.has(name);
    if (!isGone) throw error;
  }
  unanswered.delete(name);
}
