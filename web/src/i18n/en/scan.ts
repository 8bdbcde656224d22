/** Work with a scanner: what receiving, delivering, transfers and counting have in common. */
export const scan = {
  scan: {
    camera: 'Scan with the camera',
    noCamera: 'The camera cannot be used: allow it, or take a scanner.',
    offline: 'No network: {{count}} kept on this device, sent as soon as there is one.',
    unsafe: 'This device has no room left: what was not sent is lost when the page is closed.',
    again: 'Send again',
    drop: 'Delete',
    mend: 'Correct',
  },
};
