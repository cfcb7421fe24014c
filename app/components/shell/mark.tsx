/** The sign of the house. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={className}>
      <rect width="32" height="32" rx="7" className="fill-accent" />
      <path
        d="M11 25V7.5h6.2a5.4 5.4 0 0 1 0 10.8H11"
        fill="none"
        className="stroke-accent-ink"
        strokeWidth="3.2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <circle cx="22.2" cy="23.6" r="2" className="fill-accent-ink" />
    </svg>
  );
}
