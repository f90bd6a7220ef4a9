import { singularIn } from '#messages/texts/plural.ts'

export const isOne = singularIn('en')

export const pictures = (count: number | string) => `${count} ${isOne(count) ? 'picture' : 'pictures'}`
export const steps = (count: number | string) => `${count} ${isOne(count) ? 'step' : 'steps'}`
export const requests = (count: number | string) => `${count} ${isOne(count) ? 'request' : 'requests'}`
