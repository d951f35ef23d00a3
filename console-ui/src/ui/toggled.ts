/** A choice of several with one of them taken or left. */
export function toggled(chosen: string[], one: string): string[] {
  return chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one];
}
