/** Work with a scanner: what receiving, delivering, transfers and counting have in common. */
export const scan = {
  scan: {
    camera: 'Scan with the camera',
    noQuantity:
      '“{{code}}” is a bar code and was not taken for a quantity. Say how much there is of this, then scan the next.',
    isCode: '“{{code}}” is a code known here and was not taken for a quantity.',
    isFast: '“{{code}}” came as fast as from a scanner and was not taken for a quantity.',
    isMuch: '“{{code}}” is far more than there may be here and was not kept.',
    isQuantity: 'It is {{quantity}}',
    picture: 'Picture of the camera',
    opening: 'Opening the camera…',
    aim: 'Keep the bar code in the middle. For one more of the same, move it away first.',
    torch: 'Light',
    cameraRefused:
      'The camera was not allowed. Allow it in the browser’s settings for this site and press again, or take a scanner.',
    cameraNone:
      'This device has no camera, or the browser does not lend it. Take a scanner, or type the code.',
    cameraBusy: 'Another program uses the camera. Close it and press again.',
    cameraNeedsHttps:
      'This address is not https, so the browser does not lend its camera. Take a scanner, or have https set up.',
    cameraNoReader:
      'What reads bar codes could not be loaded. Press again once there is a network; it stays for when there is none.',
    offline: 'No network: {{count}} kept on this device, sent as soon as there is one.',
    writing: '{{count}} being written on this device…',
    weak: 'This browser does not keep things safely (a private window, perhaps): a crash loses what was not sent.',
    unsafe: 'This device has no room left: what was not sent is lost when the page is closed.',
    again: 'Send again',
    drop: 'Delete',
    mend: 'Correct',
    noPiece: 'Not a serial number',
    isPiece: 'It is a serial number of {{name}}',
    refused: '{{count}} entries were refused',
    againAll: 'Send all again',
    dropAll: 'Delete all',
    dropAllAsk: 'Delete the {{count}} entries that were refused?',
  },
};
