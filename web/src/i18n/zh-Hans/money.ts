/** 应收应付和会计期间。 */
export const money = {
  owed: {
    search: '搜索往来单位：编号、名称、拼音首字母',
    partner: '往来单位',
    showItems: '看明细',
    items: '往来明细',
    date: '日期',
    document: '单据',
    kind: '类别',
    net: '不含税金额',
    tax: '税额',
    total: '价税合计',
    left: '未结清',
    nothingFits: '没有符合条件的往来单位。换个条件试试。',
    empty: '没有未结清的往来。',
  },
  periods: {
    help: '结账后的月份不再接受任何记账；月份按顺序结账，最后结账的可以反结账。',
    month: '月份',
    state: '状态',
    open: '未结账',
    closed: '已结账',
    close: '结账',
    reopen: '反结账',
    empty: '还没有记过账的月份。',
  },
};
