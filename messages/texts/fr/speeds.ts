import { isOne } from './plural.ts'
import type { SpeedTexts } from '#messages/texts/en/speeds.ts'

export const speedsFr: SpeedTexts = {
  names: { exact: 'Exact', fast: 'Rapide', draft: 'Brouillon' },
  withRuns: (name, run, full) => `${name} (${run} ${isOne(run) ? 'passe' : 'passes'} sur ${full})`,
  help: 'La vitesse à laquelle c’est peint',
  helpText: [
    '`vitesse: Exact` calcule chaque étape.',
    '`vitesse: Rapide` saute les étapes dont le résultat se devine d’après les précédentes : à peu près la moitié du travail, et une image que tu distingues à peine de l’exacte.',
    '`vitesse: Brouillon` en saute davantage, pour essayer des idées ; `--draft` à la fin du prompt fait la même chose. Les détails changent alors.',
    'Sous chaque image est écrit comment elle a été peinte, et combien de passes du réseau il a fallu. La même graine, les mêmes réglages et la même vitesse donnent la même image.',
  ].join('\n'),
  byDefault: (name) => `${name} si rien d’autre n’est demandé`,
}
