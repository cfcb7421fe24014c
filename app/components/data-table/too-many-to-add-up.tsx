/** Stands above a list in place of its totals where the database took too long for them. */
export function TooManyToAddUp() {
  return <p className="text-muted">These rows are too many to add up in time. Narrow the list to see what they come to.</p>;
}
