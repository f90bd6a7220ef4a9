import { singularIn } from '#messages/texts/plural.ts'

export const isOne = singularIn('de')

export const pictures = (count: number | string) => `${count} ${isOne(count) ? 'Bild' : 'Bilder'}`
export const picturesDative = (count: number | string) => `${count} ${isOne(count) ? 'Bild' : 'Bildern'}`
export const steps = (count: number | string) => `${count} ${isOne(count) ? 'Schritt' : 'Schritte'}`
export const requests = (count: number | string) => `${count} ${isOne(count) ? 'Auftrag' : 'Aufträge'}`
