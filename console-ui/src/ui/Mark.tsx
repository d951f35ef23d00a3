/** Aerie's mark: a peak, the nest below it, the bird above. */
export function Mark({ size = 28 }: { size?: number }) {
  return <img src="/mark.svg" width={size} height={size} alt="" />;
}
