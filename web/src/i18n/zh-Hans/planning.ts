/** 预警、补货。 */
export const planning = {
  planning: {
    choose: '选择{{what}}',
    chooseAll: '选择全部',
    order: '补货（{{count}}）',
    note: '知悉',
    putOff: '暂缓到…',
    tomorrow: '明天',
    week: '一周后',
    month: '30 天后',
    tickAlerts: '勾选预警后可以补货、知悉或暂缓。',
    tick: '勾选建议后可以改数量、生成采购订单和调拨单草稿。',
    makeDrafts: '生成单据（{{count}}）',
    quantity: '补货数量',
    change: '改数量',
    again: '重新计算',
    working: '正在后台计算，算完有消息。',
    made: '已生成 {{count}} 张草稿',
    draft: '{{label}}（{{count}} 行）',
  },
};
