import { beforeEach, expect, test } from 'vitest';

import { forgetCompany, leaveTabCompany, setTabCompany, tabCompany } from './api';

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});

test('the company chosen last is where the next tab begins, and each tab keeps its own', () => {
  setTabCompany('2');
  sessionStorage.clear(); // another tab
  expect(tabCompany()).toBe('2');
  localStorage.setItem('huolang.company', '3'); // chosen in yet another one
  expect(tabCompany()).toBe('2');
});

test('logging out keeps the choice for the next time, a company out of reach does not', () => {
  setTabCompany('2');
  leaveTabCompany();
  expect(tabCompany()).toBe('2');
  forgetCompany();
  expect(tabCompany()).toBeNull();
});
