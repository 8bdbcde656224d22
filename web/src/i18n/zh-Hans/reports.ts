/** 报表。 */
export const reports = {
  reports: {
    period: '期间',
    periodWord: '自选日期',
    view: '怎么看',
    rows: '共 {{shown}} 行',
    excel: '导出 Excel',
    print: '打印',
    nothing: '这些条件下没有数据。',
    without: '（无）',
    chartTop: '{{figure}}，前 {{count}}',
    chartSums: '各列合计',
    chartTold: '{{title}}，{{first}} 至 {{last}}；最高 {{at}}：{{most}}',
    chartHide: '隐藏图表',
    chartShow: '显示图表',
    leads: '查看明细',
    turn: '行列互换',
    notCompared: '不对比',
    comparedWith: '与 {{since}} 至 {{until}} 相比',
    comparedPeriod: '对比期间',
    convert: '下推',
  },
};
