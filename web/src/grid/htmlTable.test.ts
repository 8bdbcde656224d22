import { expect, test } from 'vitest';

import { readHtml } from './htmlTable';

test('a table of Excel: figures as they are shown, merged and hidden cells, line ends', () => {
  const html = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><!--StartFragment-->
    <table><col width=72><col width=0 style='display:none;mso-width-source:userset'><col span=2>
    <tr height=20><td>SP1</td><td>内部</td><td x:num="1234.5">1,234.50</td><td>易碎
      轻放<br>谢谢&nbsp;</td></tr>
    <tr style='display:none'><td>SP0</td><td>x</td><td>1</td><td></td></tr>
    <tr><td>SP2</td><td>x</td><td colspan=2>7</td></tr>
    <tr><td rowspan=2>SP3</td><td>x</td><td>8</td><td>a</td></tr>
    <tr><td>x</td><td>9</td><td>b</td></tr></table><!--EndFragment--></body></html>`;

  expect(readHtml(html)).toEqual({
    cells: [
      ['SP1', '1,234.50', '易碎 轻放\n谢谢'],
      ['SP2', '7', ''],
      ['SP3', '8', 'a'],
      ['', '9', 'b'],
    ],
    hidden: 1,
  });
});

test('what is no table is none, and nothing in it is run', () => {
  expect(readHtml('A\t1')).toBeNull();
  expect(readHtml('<p>SP1</p>')).toBeNull();
  const bad =
    '<table><tr><td>SP1<script>window.ran = 1</script><img src=x onerror="ran=1"></td></tr></table>';
  expect(readHtml(bad)?.cells[0]?.[0]).toMatch(/^SP1/);
  expect('ran' in window).toBe(false);
});
