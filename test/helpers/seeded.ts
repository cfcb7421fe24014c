/**
 * What a property test runs with: the same inputs on every machine. `PROPERTY_SEED` and `PROPERTY_RUNS` (a factor) look further, for
 * example before a change to what the property is about.
 */
export function seeded(numRuns: number): { seed: number; numRuns: number } {
  return { seed: Number(process.env.PROPERTY_SEED ?? 20_261_122), numRuns: numRuns * Number(process.env.PROPERTY_RUNS ?? 1) };
}
