/** 界面文字：简体中文，一个模块一个文件。表单、字段和操作的名称由服务器给出。 */
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

export const words = {
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

export type Words = typeof words;
