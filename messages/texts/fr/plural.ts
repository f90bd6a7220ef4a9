/** Whether French counts this many in the singular: 0 and 1 (CLDR's plural rules). */
export const isOne = (count: number): boolean => Math.abs(count) < 2
