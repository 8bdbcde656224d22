/**
 * A window that opens has the focus on its cross: what is typed would go nowhere, and Enter would
 * close it. It goes to the first field, or to what is marked `data-first`.
 */
const FIELDS = '[data-first], .ant-modal-body input, .ant-modal-body textarea';

/** For `afterOpenChange` of a window; only the one on top is looked at. */
export function focusFirst(open: boolean): void {
  if (!open) return;
  const top = [...document.querySelectorAll('.ant-modal')].at(-1);
  top?.querySelector<HTMLElement>(FIELDS)?.focus({ preventScroll: true });
}
