/** The words of the screens in English, a file for each module. The server names forms and fields. */
import type { Words } from '../zh-Hans';
import { administration } from './administration';
import { planning } from './planning';
import { counting } from './counting';
import { costs } from './costs';
import { lines } from './lines';
import { lists } from './lists';
import { money } from './money';
import { phone } from './phone';
import { records } from './records';
import { reports } from './reports';
import { shell } from './shell';
import { scan } from './scan';
import { stock } from './stock';

export const words: Words = {
  ...shell,
  ...lists,
  ...records,
  ...lines,
  ...stock,
  ...planning,
  ...scan,
  ...phone,
  ...counting,
  ...costs,
  ...money,
  ...reports,
  ...administration,
};
