/** Diagonal lines: the mark of what is not over yet. Stands in `<defs>`. */
export function Hatch({ id, color }: { id: string; color: string }) {
  return (
    <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width="2" height="5" fill={color} />
    </pattern>
  );
}
