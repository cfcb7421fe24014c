/** Minor units of an entry's amount that came as a text of them, as a dispute's does; null for whatever else the webhook held. */
export function minorUnits(amount: string): number | null {
  return /^\d{1,12}$/.test(amount) ? Number(amount) : null;
}
