/**
 * The cross that empties a box is seen under the mouse only, so the keyboard walks past it
 * (`tokens.css`). Delete empties a box that nothing is typed into.
 */
export function startClearing(): () => void {
  const onKey = (event: KeyboardEvent) => {
    const at = event.target;
    if (event.key !== 'Delete' || !(at instanceof HTMLInputElement) || at.value !== '') return;
    at.closest('.ant-select')?.querySelector<HTMLElement>('.ant-select-clear')?.click();
  };
  document.addEventListener('keydown', onKey);
  return () => {
    document.removeEventListener('keydown', onKey);
  };
}
