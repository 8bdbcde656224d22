/** Saves a PDF that the server makes; while it makes another one, we wait for our turn. */
import { download, type Query } from './api';
import { Problem } from './problem';

const TURNS = 8;
const WAIT = 1_500;

export async function downloadPdf(path: string, query: Query): Promise<void> {
  for (let turn = 1; ; turn += 1) {
    try {
      await download(path, query);
      return;
    } catch (error) {
      const busy = error instanceof Problem && error.code === 'pdf.busy';
      if (!busy || turn === TURNS) throw error;
      await new Promise((resolve) => setTimeout(resolve, WAIT));
    }
  }
}
