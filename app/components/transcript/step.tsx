/** Where a step of the model's work begins. */
export function StepView({ number }: { number: number }) {
  return (
    <div className="flex items-center gap-2 text-xs text-muted">
      Step {number}
      <hr className="flex-1 border-line" />
    </div>
  );
}
