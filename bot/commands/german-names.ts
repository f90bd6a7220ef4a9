/**
 * The names of commands, subcommands and options in German, by their own. Discord shows these to whoever reads German, and sends
 * the own ones back. Some are the same word: names of the field, and `/imagine`, which people know from elsewhere.
 */
export const germanNames: Readonly<Record<string, string>> = {
  imagine: 'imagine',
  prompt: 'prompt',
  negative_prompt: 'negativer_prompt',
  steps: 'schritte',
  guidance: 'führung',
  size: 'größe',
  seed: 'seed',
  count: 'anzahl',
  scheduler: 'scheduler',
  model: 'modell',
  preset: 'preset',
  image: 'bild',
  strength: 'stärke',

  compare: 'vergleichen',
  axes: 'achsen',
  schedulers: 'scheduler',
  seeds: 'seeds',

  mygallery: 'meinegalerie',
  search: 'suche',
  favourites: 'favoriten',

  save: 'speichern',
  use: 'nutzen',
  list: 'liste',
  remove: 'entfernen',
  name: 'name',
  style: 'stil',
  for_server: 'für_server',

  quota: 'kontingent',
  queue: 'warteschlange',
  help: 'hilfe',

  tier: 'stufe',
  set: 'vergeben',
  define: 'festlegen',
  show: 'zeigen',
  member: 'mitglied',
  role: 'rolle',
  daily_images: 'bilder_am_tag',
  most_steps: 'meiste_schritte',
  largest_size: 'größtes_bild',
  weight: 'gewicht',

  settings: 'einstellungen',
  history: 'verlauf',
  channels: 'kanäle',
  channel: 'kanal',
  allow: 'erlauben',
  disallow: 'streichen',
  everywhere: 'überall',
  words: 'wörter',
  word: 'wort',
  block: 'sperren',
  unblock: 'freigeben',
  log: 'protokoll',
  limits: 'grenzen',
  pictures_per_day: 'bilder_am_tag',
  queue_per_person: 'aufträge_je_person',
  defaults: 'vorgaben',
  reset: 'zurücksetzen',
  spoiler: 'spoiler',
  private: 'privat',
  on: 'an',
  'age-restricted': 'altersbeschränkung',
  language: 'sprache',

  owner: 'betreiber',
  status: 'status',
  ban: 'bannen',
  unban: 'entbannen',
  person: 'person',
  reason: 'grund',
  pause: 'pause',
  resume: 'weiter',
  drain: 'auslaufen',
  announce: 'ankündigen',
  text: 'text',
  pictures_per_person: 'bilder_je_person',
  pictures_per_server: 'bilder_je_server',
  waiting_per_person: 'aufträge_je_person',
  waiting: 'aufträge',
}

interface Named {
  name: string
  options?: readonly Named[] | undefined
}

/** A command's definition with the German names of it and all its parts. */
export function withGermanNames<T extends Named>(definition: T): T {
  const german = germanNames[definition.name]
  return {
    ...definition,
    ...(german === undefined ? {} : { name_localizations: { de: german } }),
    ...(definition.options === undefined ? {} : { options: definition.options.map(withGermanNames) }),
  }
}
