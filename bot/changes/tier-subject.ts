import { typed } from '#messages/escape.ts'

const nameShown = 80

/** A tier as the subject of an audit entry. */
export const tierSubject = (name: string): string => typed(name, nameShown)
