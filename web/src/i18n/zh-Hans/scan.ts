/** 扫码干活：收货、发货、调拨、盘点共用的话。 */
export const scan = {
  scan: {
    camera: '摄像头扫码',
    picture: '摄像头画面',
    opening: '正在打开摄像头…',
    aim: '条码放在画面中间。再扫一件相同的，先移开再对准。',
    torch: '补光灯',
    cameraRefused: '摄像头没有获准使用。请在浏览器的网站设置里允许，再点一次；也可以用扫码枪。',
    cameraNone: '这台设备没有摄像头，或浏览器不让用。请用扫码枪，或输入编码。',
    cameraBusy: '摄像头被别的程序占用。关掉它，再点一次。',
    cameraNeedsHttps: '这个地址不是 https，浏览器不让用摄像头。请用扫码枪，或让管理员启用 https。',
    cameraNoReader: '识别条码的程序没有装上。连上网络后再点一次；以后断网也能用。',
    offline: '没有网络：{{count}} 笔已存在本机，连上后自动补传。',
    unsafe: '本机存不下了，关掉页面会丢失没有上传的记录。',
    again: '再传',
    drop: '删除',
    mend: '修改',
  },
};
