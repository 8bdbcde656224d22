/** 报表。 */
export const reports = {
  reports: {
    period: '期间',
    today: '今天',
    week: '本周',
    month: '本月',
    lastMonth: '上月',
    year: '今年',
    lastYear: '去年',
    view: '怎么看',
    rows: '共 {{shown}} 行',
    excel: '导出 Excel',
    print: '打印 / PDF',
    nothing: '这些条件下没有数据。',
    without: '（无）',
    leads: '查看明细',
    convert: '下推',
  },
};
