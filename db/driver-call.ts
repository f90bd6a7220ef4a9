/** A function of the driver, whose parameters are handed on as they are. */
export type Call = (...given: unknown[]) => unknown

export const isCall = (value: unknown): value is Call => typeof value === 'function'
