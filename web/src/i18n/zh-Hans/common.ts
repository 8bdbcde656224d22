/** 几个模块的页面都用的字。 */
export const common = {
  settings: {
    cancel: '取消',
  },
  cost: {
    show: '看成本由来',
  },
  counting: {
    enter: '录入与复核',
  },
  lines: {
    batchUntil: '有效期至 {{day}}',
    serials: '序列号',
    available: '可用 {{quantity}}',
  },
  grid: {
    searching: '正在查找…',
    nothingFound: '没有找到',
  },
  list: {
    count: '共 {{total}} 条',
    columns: '列',
    columnsHint: '拖动，或按 Alt+↑↓ 调整顺序；按 Alt+←→ 调整宽度',
    columnsAll: '显示全部列',
    columnsReset: '恢复原来的列',
    sum: '合计',
    sumInForce: '合计（不含草稿、作废）',
    search: '搜索{{words}}',
    filters: '筛选',
    moreFilters: '更多筛选',
    fewerFilters: '收起筛选',
    from: '{{label}} 从',
    to: '{{label}} 到',
    clear: '清除筛选',
    unfold: '更多',
    fold: '收起',
    more: '正在载入更多…',
  },
  files: {
    export: '导出',
    pdf: '下载 PDF',
    excel: 'Excel（.xlsx）',
  },
  form: {
    find: '编号、名称、拼音',
    unfound: '“{{text}}”对不上哪一个，请从列表里选',
    yes: '是',
    no: '否',
  },
  record: {
    save: '保存',
    leaveIt: '不做',
    moreOnward: '更多下推',
  },
  history: {
    system: '系统',
  },
  stock: {
    product: '商品',
    warehouse: '仓库',
    onHand: '现存',
    available: '可用',
    value: '金额',
    unitCost: '单位成本',
    occurredAt: '时间',
    document: '单据',
    quantity: '数量',
    onHandAfter: '结存数量',
    cost: '成本',
  },
};
