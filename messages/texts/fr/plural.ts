import { singularIn } from '#messages/texts/plural.ts'

/** French counts 0 and 1 as one. */
export const isOne = singularIn('fr')
