import { render } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import { pictureAt, readPage } from './guide';
import { Markdown } from './Markdown';
import { guideOf, PAGES } from './places';

const MODULES: Record<string, string> = { sales_order: 'sales', gross_margin: 'sales' };
const moduleOf = (name: string) => MODULES[name];

const picturesOf = (text: string) =>
  [...text.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, href = '']) => href);

describe('the guide', () => {
  it.each(['zh-Hans', 'en'])(
    'has every page in %s, and every picture that it shows',
    async (tongue) => {
      for (const page of PAGES) {
        const text = await readPage(tongue, page);
        expect(text).toMatch(/^# /);
        const shown = picturesOf(text);
        expect(shown.length, page).toBeGreaterThan(0);
        for (const href of shown) {
          expect(href).toContain(`/images/${tongue}/`);
          expect(pictureAt(href), href).toBeTypeOf('string');
        }
      }
    },
  );

  it('shows the same pictures in both languages', async () => {
    for (const page of PAGES) {
      const [chinese, english] = await Promise.all(
        ['zh-Hans', 'en'].map(async (tongue) =>
          picturesOf(await readPage(tongue, page)).map((href) => href.split('/').pop()),
        ),
      );
      expect(new Set(chinese), page).toEqual(new Set(english));
    }
  });

  it('opens at what is on the screen', () => {
    expect(guideOf('/records/sales_order', moduleOf)).toBe('selling');
    expect(guideOf('/records/sales_order/new', moduleOf)).toBe('documents');
    expect(guideOf('/records/stock_count/new', moduleOf)).toBe('counting');
    expect(guideOf('/reports/gross_margin', moduleOf)).toBe('selling');
    expect(guideOf('/owed', moduleOf)).toBe('money');
    expect(guideOf('/', moduleOf)).toBe('first-day');
    expect(guideOf('/records/partner/import', moduleOf)).toBe('documents');
    expect(guideOf('/records/supplier_price_list', moduleOf)).toBe('buying');
  });

  it('takes nothing for HTML', () => {
    const text =
      '# A\n\n1. **b** `c`\n\n| d | e |\n| --- | --- |\n| f | <img src=x onerror=alert(1)> |';
    const { container } = render(<Markdown text={text} />);
    expect(container.querySelector('img')).toBeNull();
    expect(container.querySelector('h1')?.textContent).toBe('A');
    expect(container.querySelector('ol li strong')?.textContent).toBe('b');
    expect(container.querySelectorAll('td')).toHaveLength(2);
    expect(container.textContent).toContain('<img src=x');
  });
});
