/** 扫码干活：收货、发货、调拨、盘点共用的话。 */
export const scan = {
  scan: {
    camera: '摄像头扫码',
    noCamera: '摄像头不能用：请允许使用，或改用扫码枪。',
    offline: '没有网络：{{count}} 笔已存在本机，连上后自动补传。',
    unsafe: '本机存不下了，关掉页面会丢失没有上传的记录。',
    again: '再传',
    drop: '删除',
    mend: '修改',
  },
};
