/** Above the lines of a document: what fills them in many at a time. */
import type { GridAction, GridState, RowRules } from '@/grid/rows';
import type { Form, Table, Value } from '../form';
import type { Setting } from '../kinds';
import { MatrixButton } from '../variants/MatrixButton';
import type { OpenItem } from './openItems';
import { isTrade } from './roles';
import { SettleBar } from './SettleBar';
import { SourceBar } from './SourceBar';
import { isTemplated, TemplateBar } from './TemplateBar';

interface Props {
  form: Form;
  table: Table;
  /** the side of a partner's items that the lines settle */
  kind: OpenItem['kind'] | null;
  values: Record<string, Value>;
  state: GridState;
  rules: RowRules;
  setting: Setting;
  warehouse: string;
  dispatch(action: GridAction): void;
  onChange(name: string, value: Value): void;
}

export function LineBars(props: Props) {
  const { form, table, kind, values, state, rules, setting, dispatch, onChange } = props;
  if (kind) {
    const { digits } = setting;
    return <SettleBar {...{ kind, values, state, rules, digits, onChange, dispatch }} />;
  }
  if (form.sources && rules.sources) {
    return <SourceBar {...{ form, table, values, state, rules, setting, dispatch }} />;
  }
  if (isTemplated(form)) {
    return <TemplateBar {...{ form, values, state, rules, dispatch, onChange }} />;
  }
  if (!isTrade(table)) return null;
  const { warehouse } = props;
  return <MatrixButton {...{ form, table, rules, rows: state.rows, warehouse, dispatch }} />;
}
