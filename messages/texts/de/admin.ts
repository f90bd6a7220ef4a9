import type { AdminTexts } from '#messages/texts/en/admin.ts'
import { allowListsDe } from './allow-lists.ts'
import { permissionsDe } from './permissions.ts'
import { isOne, pictures, requests, steps } from './plural.ts'

export const adminDe: AdminTexts = {
  actions: {
    'tier.set': 'hat eine Stufe vergeben',
    'tier.remove': 'hat eine Stufe zurückgenommen',
    'tier.define': 'hat eine Stufe festgelegt',
    'tier.delete': 'hat eine Stufe entfernt',
    settings: 'hat die Einstellungen geändert',
    lists: 'hat geändert, welche Modelle und LoRAs erlaubt sind',
    'owner.ban': 'hat jemanden gesperrt',
    'owner.unban': 'hat eine Sperre aufgehoben',
    'owner.mode': 'hat geändert, ob Bilder angenommen werden',
    'owner.ceilings': 'hat die Obergrenzen geändert',
    'owner.announce': 'hat etwas angekündigt',
  },
  fields: {
    logChannelId: 'Protokoll-Kanal',
    allowedChannelIds: 'Kanäle für Bilder',
    defaultTier: 'Stufe für alle',
    blockedWords: 'Gesperrte Wörter',
    spoiler: 'Bilder als Spoiler',
    flaggedAsSpoilers: 'Gemeldete Bilder als Spoiler',
    privatePictures: 'Private Bilder',
    ageRestrictedOnly: 'Nur in Kanälen mit Altersbeschränkung',
    language: 'Sprache',
    mostSteps: 'Meiste Schritte',
    mostPixels: 'Größtes Bild',
    picturesPerDay: 'Bilder am Tag',
    waitingPerPerson: 'Aufträge in der Warteschlange, je Person',
    defaultSteps: 'Schritte als Vorgabe',
    defaultGuidance: 'Führung als Vorgabe',
    defaultWidth: 'Breite als Vorgabe',
    defaultHeight: 'Höhe als Vorgabe',
    defaultScheduler: 'Scheduler als Vorgabe',
    defaultNegativePrompt: 'Negativer Prompt als Vorgabe',
    defaultSpeed: 'Tempo als Vorgabe',
    name: 'Name',
    steps: 'Meiste Schritte',
    pixels: 'Größtes Bild',
    weight: 'Gewicht in der Warteschlange',
    speed: 'Tempo als Vorgabe',
    ...allowListsDe.fields,
    tier: 'Stufe',
    given: 'Vergeben an',
    mode: 'Annahme von Bildern',
    reason: 'Grund',
    announcement: 'Ankündigung',
    banned: 'Gesperrt',
    picturesPerPersonPerDay: 'Bilder am Tag, je Person über alle Server',
    picturesPerServerPerDay: 'Bilder am Tag, je Server',
    waiting: 'Aufträge in der Warteschlange, im Ganzen',
  },
  nothing: 'keine',
  asOperator: 'wie beim Betreiber',
  everywhere: 'jeder Kanal',
  everyonesOwn: 'die eigene jeder Person',
  on: 'an',
  off: 'aus',
  titles: {
    tierDefined: (name) => `Stufe ${name} festgelegt`,
    tierChanged: (name) => `Stufe ${name} geändert`,
    tierDeleted: (name) => `Stufe ${name} entfernt`,
    setting: (field) => `Geändert: ${field}`,
    lists: 'Modelle und LoRAs geändert',
    settings: 'Einstellungen geändert',
    'tier.set': 'Stufe vergeben',
    'tier.remove': 'Stufe zurückgenommen',
    'owner.ban': 'Person gesperrt',
    'owner.unban': 'Sperre aufgehoben',
    'owner.mode': 'Annahme von Bildern geändert',
    'owner.ceilings': 'Obergrenzen geändert',
    'owner.announce': 'Angekündigt',
  },
  unchanged: 'So war es schon.',
  logFailed: (channel) =>
    `In den Protokoll-Kanal ${channel} konnte ich das nicht schreiben. Lass mich ihn sehen und dort schreiben, oder wähle mit \`/einstellungen protokoll\` einen anderen.`,
  more: (count) => `… und ${count} weitere`,

  needsManageServer:
    'Das kann nur, wer die Berechtigung „Server verwalten“ hat. Bitte einen Admin dieses Servers darum.',
  ownersOnly: 'Das kann nur der Betreiber dieses Bots.',
  serverOnly: 'Das geht nur in einem Server.',

  tiers: {
    title: 'Stufen dieses Servers',
    line: (perDay, most, size, weight) =>
      `${pictures(perDay)} am Tag, bis ${steps(most)}, bis ${size}, Gewicht ${weight}`,
    everybody: 'alle',
    assigned: 'Vergeben an',
    nobody: 'Noch hat niemand eine Stufe bekommen. `/stufe vergeben` vergibt sie.',
    fallBack: (who, tier) =>
      `Nicht mehr vergeben an: ${who}. Alle haben jetzt die beste ihrer anderen Stufen, oder die von allen: ${tier}.`,
    everybodyFallsBack: (tier) => `Die Stufe von allen ist jetzt ${tier}.`,
    nobodyHadIt: 'Niemand hatte sie bekommen.',
    of: (person) => `Stufe von ${person}`,
    reasons: {
      member: 'persönlich gegeben',
      role: (role) => `von der Rolle ${role}`,
      entitlement: 'gekauft',
      default: 'die hat hier jeder',
    },
    chooseOne: 'Nenne entweder ein Mitglied oder eine Rolle.',
    chooseOneToRemove: 'Nenne eines, was wegsoll: ein Mitglied, eine Rolle oder eine Stufe.',
    unknown: (name, known) =>
      `Eine Stufe „${name}“ gibt es nicht. Es gibt: ${known}. \`/stufe festlegen\` macht eine neue.`,
    builtIn: (name) =>
      `„${name}“ ist eingebaut: Nur \`modelle\` und \`loras\` lassen sich setzen. Wähle einen anderen Namen.`,
    newNeedsPictures: (name) =>
      `Eine Stufe „${name}“ gibt es noch nicht. Um sie zu machen, sag mit \`bilder_am_tag\`, wie viele Bilder am Tag sie hat.`,
    badName: 'Der Name einer Stufe hat 1 bis 32 Buchstaben, Ziffern, Leerzeichen, - oder _.',
    tooMany: (most) =>
      `Ein Server kann ${most} eigene ${isOne(most) ? 'Stufe' : 'Stufen'} haben. Entferne erst eine.`,
    aboveCeiling: {
      picturesPerDay: (most) =>
        `Der Betreiber erlaubt höchstens ${pictures(most)} am Tag für eine Person. Wähle ${most} oder weniger.`,
      steps: (most) => `Der Betreiber erlaubt höchstens ${steps(most)}. Wähle ${most} oder weniger.`,
      pixels: (most) => `Der Betreiber erlaubt Bilder bis ${most}. Wähle eine kleinere Größe.`,
      weight: (most) => `Der Betreiber erlaubt ein Gewicht bis ${most}. Wähle ${most} oder weniger.`,
    },
    notAssigned: (subject) => `${subject} hat keine Stufe bekommen.`,
  },
  settings: {
    title: 'Einstellungen dieses Servers',
    groups: {
      limits: 'Grenzen',
      defaults: 'Vorgaben, wo jemand nichts angibt',
      place: 'Orte und Sprache',
      pictures: 'Bilder',
      words: 'Gesperrte Wörter',
    },
    ofOperator: (value) => `${value} (vom Betreiber)`,
    ofServer: (value) => `${value} (von diesem Server)`,
    ofModel: (value, model) => `${value} (von ${model})`,
    ofModels: 'wie beim Modell',
    aboveCeiling: (field, most) =>
      `Die Obergrenze des Betreibers für „${field}“ ist ${most}. Wähle so viel oder weniger.`,
    history: 'Letzte Änderungen',
    noHistory: 'Noch wurde nichts geändert.',
    nothingGiven: 'Wähle mindestens eine Sache, die anders werden soll.',
    badLogChannel: (channel) =>
      `In ${channel} kann ich nicht schreiben: Gib mir dort „${permissionsDe.ViewChannel}“, „${permissionsDe.SendMessages}“ und „${permissionsDe.EmbedLinks}“ und versuch es noch einmal.`,
    logHere: 'Von jetzt an sage ich hier, was geändert wird.',
    ruleKinds: {
      word: 'dieses Wort allein',
      stem: 'mit seinen Formen',
      anywhere: 'überall',
      wildcard: 'mit Platzhaltern',
    },
    tooFewLetters: (word, least) =>
      `„${word}“ stünde in fast jedem Prompt. So eine Regel braucht neben den Platzhaltern mindestens ${isOne(least) ? 'einen Buchstaben' : `${least} Buchstaben`}.`,
    notBlocked: (word) => `„${word}“ ist hier nicht gesperrt. \`/einstellungen zeigen\` nennt, was es ist.`,
    wordFound: (found, rule) => `Abgelehnt: „${found}“, durch die Regel ${rule}.`,
    noWordFound: (rules) =>
      isOne(rules)
        ? 'Erlaubt: Die Regel findet nichts darin.'
        : `Erlaubt: Keine von ${rules} Regeln findet etwas darin.`,
    noWord: 'Ein gesperrtes Wort braucht mindestens einen Buchstaben oder eine Ziffer.',
    tooManyWords: (most) =>
      `Ein Server kann ${most} ${isOne(most) ? 'Wort' : 'Wörter'} sperren. Gib erst welche frei.`,
    noMessagesThere: (channel) =>
      `In ${channel} stehen keine Nachrichten. Wähle die Kanäle darin, einen nach dem anderen.`,
    tooManyChannels: (most) =>
      `Höchstens ${most} ${isOne(most) ? 'Kanal lässt' : 'Kanäle lassen'} sich nennen. Erlaube stattdessen jeden Kanal.`,
  },
  undo: {
    choose: 'Eine Änderung zurücknehmen …',
    done: (who, when) => `Das nimmt zurück, was ${who} ${when} geändert hat.`,
    changedSince: (what) =>
      `Zurücknehmen geht nicht: ${what} wurde seitdem noch einmal geändert. Ändere es mit seinem eigenen Befehl.`,
    tier: (name) => `Stufe „${name}“`,
    givenSince: (name) =>
      `Die Stufe „${name}“ wird inzwischen genutzt. \`/stufe entfernen\` entfernt sie und nennt, wer sie verliert.`,
    personGone: 'Diese Person hat ihre Daten gelöscht; ich weiß nicht mehr, wer es war.',
    unknown:
      'Diese Änderung steht nicht im Verlauf dieses Servers. `/einstellungen verlauf` zeigt, welche es gibt.',
  },
  owner: {
    title: 'Wie es mir geht',
    modes: {
      open: 'Ich nehme Bilder an.',
      paused: 'Pause: Ich nehme keine neuen Bilder an.',
      draining: 'Auslauf: Ich nehme keine neuen Bilder an.',
    },
    left: (count) =>
      count === 0
        ? 'Die Warteschlange ist leer: Man kann mich anhalten.'
        : `${isOne(count) ? 'Ein Auftrag ist' : `${requests(count)} sind`} noch in der Warteschlange; \`/betreiber status\` zeigt, wann keiner mehr da ist, und nach „auslaufen“ sage ich es hier.`,
    ceilings: 'Obergrenzen',
    servers: 'Bilder heute, die fleißigsten Server',
    people: 'Bilder heute, die fleißigsten Personen',
    directMessages: 'Direktnachrichten',
    opening: (host, device, work, seconds) =>
      `Der Maler auf ${host} öffnet sein Modell auf ${device}: ${work}, seit ${seconds} s. Bis dahin wartet, was gewünscht wird.`,
    openingWork: {
      starting: 'er startet',
      loading: 'er lädt das Modell',
      compiling: 'er übersetzt Shader',
      computing: 'er malt ein erstes Mal',
    },
    bans: 'Gesperrt',
    noBans: 'Niemand ist gesperrt.',
    announced: (posted, of) =>
      `In ${posted} von ${of} ${isOne(of) ? 'Server' : 'Servern'} mit Protokoll-Kanal angekündigt.`,
    announcement: 'Ein Wort vom Betreiber',
    notBanned: (person) => `${person} war nicht gesperrt.`,
  },
}
