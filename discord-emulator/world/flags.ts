/**
 * A bit set as the type that discord-api-types has for it: those are enums of the single bits,
 * whose sums (and nothing at all, 0) have no names. `kind` only names the enum.
 */
export function asFlags<E extends Record<string, string | number>>(
  _kind: E,
  bits: number,
): E[keyof E] & number {
  // No enum has the sum of its bits as a member.
  return bits as E[keyof E] & number
}
