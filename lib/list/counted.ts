/** Up to here a list counts its rows without being asked. */
export const COUNTED_UP_TO = 10_000;
