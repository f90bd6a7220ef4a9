import type { Translation } from './en.ts'
import { adminDe } from './de/admin.ts'
import { allowListsDe } from './de/allow-lists.ts'
import { apiKeysDe } from './de/api-keys.ts'
import { commandsDe, contextMenuDe } from './de/commands.ts'
import { compareDe } from './de/compare.ts'
import { draftsDe } from './de/drafts.ts'
import { foreignDe } from './de/foreign.ts'
import { galleryDe } from './de/gallery.ts'
import { limitsDe } from './de/limits.ts'
import { lorasDe } from './de/loras.ts'
import { overviewDe } from './de/overview.ts'
import { permissionsDe } from './de/permissions.ts'
import { speedsDe } from './de/speeds.ts'
import { maxGuidance, maxSeed, maxSteps, minGuidance, minSteps, promptMaxLength } from '#core/generation.ts'
import { sideMax, sideMin } from '#core/size.ts'
import { notesDe } from './de/notes.ts'
import { promptsDe } from './de/prompts.ts'
import { isOne, pictures, picturesDative, steps } from './de/plural.ts'

export const de: Translation = {
  waiting: (count) =>
    isOne(count)
      ? 'Wartet, bis es an der Reihe ist …'
      : `${pictures(count)} warten, bis sie an der Reihe sind …`,
  waitingAt: (count, position, wait) =>
    `${isOne(count) ? 'Wartet, bis es an der Reihe ist' : `${pictures(count)} warten, bis sie an der Reihe sind`}: Platz ${position}${wait === undefined ? '' : `, fertig in etwa ${wait}`}`,
  starting: (count) =>
    isOne(count) ? 'Die Farben werden gemischt …' : `Die Farben für ${pictures(count)} werden gemischt …`,
  painting: (count, step, steps) =>
    `Malt${isOne(count) ? '' : ` ${pictures(count)}`}: Schritt ${step} von ${steps}`,
  secondsLeft: (seconds) => `noch etwa ${seconds} s`,
  askedBy: (person) => `Für ${person}`,
  /** Parts of the line below a picture. */
  settings: {
    without: (text) => `ohne ${text}`,
    clipSkip: (layer) => `Clip Skip ${layer}`,
    upscaler: (name) => `vergrößert mit ${name}`,
  },
  // The labels are names: tools and people look for these words in every language.
  buttons: {
    reroll: 'Reroll',
    same_seed: 'Same seed',
    upscale: 'Upscale',
    vary: 'Vary',
    edit: 'Edit',
    favourite: 'Favourite',
    delete: 'Delete',
    cancel: 'Cancel',
  },
  menu: {
    placeholder: 'Mehr …',
    vary_strong: { label: 'Stark variieren', description: 'Wie dieses Bild, aber weiter davon weg' },
    upscale_1_5: { label: 'Vergrößern 1,5×', description: 'Anderthalbmal so breit und hoch' },
    upscale_3: { label: 'Vergrößern 3×', description: 'Dreimal so breit und hoch' },
    upscale_4: { label: 'Vergrößern 4×', description: 'Viermal so breit und hoch' },
    use_as_start: { label: 'Als Ausgangsbild nehmen', description: 'Mit einem anderen Prompt übermalen' },
    settings_text: {
      label: 'Einstellungen als Text',
      description: 'Zum Kopieren; andere Programme lesen sie auch',
    },
  },
  upscalers: {
    entry: (name: string, factor: number) => ({
      label: `Vergrößern mit ${name}`,
      description: `${factor}-fache Breite und Höhe, nichts übermalt`,
    }),
    none: (name: string) =>
      `Gerade hat kein Maler den Vergrößerer „${name}“. \`Upscale\` malt stattdessen über das Bild.`,
  },
  forms: {
    again: 'Noch einmal bearbeiten',
    gone: 'Was du geschrieben hast, wird nur eine Stunde aufgehoben, und die ist vorbei. Bitte öffne das Formular neu.',
    editTitle: 'Ändern und neu malen',
    editAllTitle: (count) => `Ändern und ${pictures(count)} malen`,
    startTitle: 'Dieses Bild übermalen',
    prompt: 'Prompt',
    negativePrompt: 'Was es nicht zeigen soll',
    steps: 'Schritte',
    guidance: 'Führung',
    seed: 'Seed (leer: ein neuer)',
    strength: 'Stärke: 0,1 wenig, 1 alles',
    wrong: {
      prompt: `Der Prompt ist leer oder zu lang. Schreib 1 bis ${promptMaxLength} Zeichen.`,
      negative_prompt: `Der negative Prompt ist zu lang. Schreib höchstens ${promptMaxLength} Zeichen.`,
      steps: `Die Schritte müssen eine ganze Zahl von ${minSteps} bis ${maxSteps} sein, etwa 20.`,
      guidance: `Die Führung muss eine Zahl von ${minGuidance} bis ${maxGuidance} sein, etwa 7,5.`,
      seed: `Ein Seed muss eine ganze Zahl von 0 bis ${maxSeed} sein, oder leer für einen neuen.`,
      strength: 'Die Stärke muss über 0 und höchstens 1 sein, etwa 0,6.',
    },
  },
  hints: { usual: (value) => `${value} · hier üblich` },
  favourite: {
    added: 'Dieses Bild gehört jetzt zu deinen Favoriten. `/meinegalerie favoriten:True` zeigt sie.',
    removed: 'Dieses Bild gehört nicht mehr zu deinen Favoriten.',
  },
  noPicture: 'In dieser Nachricht ist kein Bild.',
  noSettings:
    'Dieses Bild trägt keine Einstellungen. Ein PNG, wie sein Programm es gespeichert hat, hat sie; Bildschirmfotos und umgewandelte Kopien nicht.',
  settingsFile: {
    said: 'Diese Einstellungen sind zu lang für eine Nachricht, darum kommen sie als Datei.',
    alt: 'Eine Textdatei: wie das Bild entstand',
  },
  infos: {
    elsewhere:
      'Auf dieses Bild verweist Discord nur, darum hole ich es nicht. Lad die Datei selbst hoch und versuch es noch einmal.',
    tooLarge: 'Dieses Bild ist größer als 10 MiB, und so große sehe ich mir nicht an.',
    notFetched: 'Ich konnte das Bild nicht von Discord holen. Bitte versuch es noch einmal.',
  },
  altText: (prompt, count) =>
    isOne(count) ? `Ein erzeugtes Bild: ${prompt}` : `${count} erzeugte Bilder: ${prompt}`,
  previewAlt: (prompt, count) =>
    `${isOne(count) ? 'Eine Vorschau, die noch gemalt wird' : `Vorschau auf ${pictures(count)}, die noch gemalt werden`}: ${prompt}`,
  sameSeed: {
    identical: 'Es ist genau dasselbe Bild.',
    rounding: (largest) => `Es ist dasselbe Bild bis auf Rundung (höchstens ${largest} von 255 auseinander).`,
    different: {
      model: (largest) =>
        `Es ist nicht ganz dasselbe (bis zu ${largest} von 255 auseinander): Die Dateien des Modells sind seitdem andere.`,
      device: (largest) =>
        `Es ist nicht ganz dasselbe (bis zu ${largest} von 255 auseinander): Es wurde auf einem anderen Gerät gemalt.`,
      version: (largest) =>
        `Es ist nicht ganz dasselbe (bis zu ${largest} von 255 auseinander). Modell und Gerät sind dieselben, also ist meine Version seitdem eine andere.`,
    },
    originalGone: 'Das erste ist nicht mehr da, darum kann niemand sagen, ob es dasselbe ist.',
  },
  /** Where a picture came from; the link is that of its message. */
  ancestry: {
    reroll: (link) => `Neu gewürfelt aus ${link}`,
    same_seed: (link) => `Derselbe Seed wie ${link}`,
    upscale: (link) => `Vergrößert aus ${link}`,
    vary: (link) => `Variation von ${link}`,
    edit: (link) => `Geändert aus ${link}`,
  },
  picked: (number: number, link: string) => `Bild ${number} aus ${link}`,
  deleted: 'Dieses Bild wurde gelöscht.',
  deletion: {
    question: (count) =>
      isOne(count)
        ? 'Dieses Bild löschen? Es lässt sich nicht zurückholen.'
        : `Diese ${pictures(count)} löschen? Sie lassen sich nicht zurückholen.`,
    keep: 'Behalten',
    done: (count) => (isOne(count) ? 'Das Bild ist gelöscht.' : `Die ${pictures(count)} sind gelöscht.`),
  },
  notes: notesDe,
  prompts: promptsDe,
  absentFlags: (flags) =>
    `\`${flags}\` gibt es hier nicht, darum habe ich es weggelassen. Am Ende eines Prompts gehen \`--ar\`, \`--no\`, \`--seed\`, \`--repeat\`, \`--steps\` und \`--cfg\`.`,
  ignoredFlags: (flags) => `\`${flags}\` kenne ich nicht, darum habe ich es im Prompt weggelassen.`,
  gallery: galleryDe,
  presets: {
    saved: (name) => `Das Preset **${name}** ist gespeichert. \`/imagine preset:\` bietet es an.`,
    removed: (name) => `Das Preset **${name}** ist weg.`,
    inUse: (name) =>
      `Von jetzt an malt dein \`/imagine\` mit **${name}**, wenn du kein anderes Preset nennst. \`/preset nutzen\` ohne Namen beendet das.`,
    noneInUse: 'Dein `/imagine` nimmt von selbst kein Preset mehr.',
    tooMany: (most) =>
      `Es gibt schon ${most} ${isOne(most) ? 'Preset' : 'Presets'}, mehr können es nicht sein. Entfern zuerst eines.`,
    nameTaken: (name) => `„${name}“ ist ein Preset, das ich mitbringe. Wähl einen anderen Namen.`,
    notThere: (name) =>
      `Es gibt kein Preset „${name}“, das man entfernen könnte. \`/preset liste\` zeigt, was es gibt; die des Servers gehen mit \`für_server\`.`,
    adminsOnly:
      'Presets für den ganzen Server sind für die, die ihn verwalten. Ohne `für_server` geht es um deine eigenen.',
    title: 'Presets',
    yours: 'Deine',
    server: 'Die dieses Servers',
    shipped: 'Für alle',
    none: 'Noch keines. `/preset speichern` macht eines.',
    current: (name) => `Dein \`/imagine\` nimmt von selbst **${name}**.`,
    steps: (count) => steps(count),
  },
  refusals: {
    notYours: 'Das darf nur, wer um dieses Bild gebeten hat, oder wer hier Nachrichten verwaltet.',
    tooLateToCancel: 'Dieses Bild ist schon fertig, es gibt nichts mehr abzubrechen.',
    tier: (limit, used, reset) =>
      `Du hast heute ${used} von ${picturesDative(limit)} verbraucht. Neue gibt es ${reset}.`,
    person: (limit, reset) =>
      `Dieser Bot malt für eine Person höchstens ${pictures(limit)} am Tag, über alle Server. Neue gibt es ${reset}.`,
    server: (limit, reset) =>
      `Dieser Server hat heute ${isOne(limit) ? 'sein' : 'alle seine'} ${pictures(limit)} verbraucht. Neue gibt es ${reset}.`,
    tooManySteps: (most) =>
      `Hier ${isOne(most) ? 'ist' : 'sind'} höchstens ${steps(most)} erlaubt. Versuch es mit weniger.`,
    tooLarge: (width, height) =>
      `${width}×${height} ist mehr, als der Rechner dieses Bots malt. Versuch es mit einer kleineren Größe.`,
    badSize: (text) =>
      `„${text}“ ist keine Größe. Schreib Breite und Höhe in Pixeln, beide Vielfache von 8, etwa 512x512.`,
    badSizeOrRatio: (text, own) =>
      `„${text}“ ist keine Größe. Schreib Breite und Höhe in Pixeln, etwa ${own}, oder ein Verhältnis wie \`3:2\`.`,
    badRatio: (ratio, widest) =>
      `${ratio} ist zu schmal, um es hier zu malen. Verhältnisse von \`1:${widest}\` bis \`${widest}:1\` gehen, etwa \`3:2\`.`,
    sizeNotPainted: (asked, multiple, nearest) =>
      `Dieses Modell malt Breiten und Höhen von ${sideMin} bis ${sideMax} Pixeln in Vielfachen von ${multiple}, nicht ${asked}. Am nächsten kommt ${nearest}.`,
    promptEmpty: 'Der Prompt ist leer. Sag in ein paar Worten, was das Bild zeigt.',
    noWorker: 'Noch ist kein Maler bereit. Versuch es in einer Minute noch einmal.',
    promptTooLong: (most) =>
      `Ein Prompt darf höchstens ${most} Zeichen haben. Versuch es mit einem kürzeren.`,
    missingPermissions: (names) =>
      `Ich kann in diesem Kanal keine Bilder senden: Mir fehlt die Berechtigung ${names}. Bitte einen Admin darum.`,
    unknownPreset: (name) =>
      `Es gibt kein Preset „${name}“. Wähl eines aus der Liste, die sich beim Tippen öffnet.`,
    unknownModel: (name, known) => `Das Modell „${name}“ gibt es hier nicht. Es gibt: ${known}.`,
    strengthWithoutImage:
      'Die Stärke sagt, wie viel eines Ausgangsbilds übermalt wird. Häng eines als `bild` an, oder lass sie weg.',
    strengthTooLow: (strength, count) =>
      `Bei einer Stärke von ${strength} bleibt von ${count} ${isOne(count) ? 'Schritt' : 'Schritten'} keiner, der das Bild übermalt. Nimm mehr Schritte oder eine höhere Stärke.`,
    outOfRange: (name, least, most) =>
      `\`${name}\` geht von ${least} bis ${most}. Versuch es mit einem Wert dazwischen.`,
    imageNotFromDiscord: 'Dieses Bild liegt nicht bei Discord. Häng es stattdessen an den Befehl an.',
    imageTooLarge:
      'Dieses Bild ist als Ausgangsbild zu groß: höchstens 10 MiB und 32 Megapixel. Nimm ein kleineres.',
    imageNotFetched: 'Ich konnte das Bild nicht von Discord holen. Bitte versuch es noch einmal.',
    imageUnreadable: 'Ich kann diese Datei nicht als Bild lesen. Nimm ein PNG, JPEG, WebP oder GIF.',
    pictureGone: 'Dieses Bild steht nicht mehr in meinen Aufzeichnungen, also kann der Knopf nichts tun.',
    fileGone: 'Die Datei dieses Bilds wurde aufgeräumt. `Same seed` malt es noch einmal.',
    startGone:
      'Das Bild, über das dieses hier gemalt wurde, ist nicht mehr da; so lässt es sich nicht noch einmal malen.',
    pressedTwice: 'Das hast du zweimal nacheinander gedrückt. Der erste Druck zählt.',
    askAgain: 'Die Einstellungen dieses Servers haben sich gerade geändert. Bitte frag noch einmal.',
    unknownCommand: 'Diesen Befehl kenne ich nicht mehr. Lade Discord neu, um zu sehen, welche es gibt.',
    unknownButton: 'Diesen Knopf kenne ich nicht. Vielleicht stammt er von einer anderen Version von mir.',
  },
  failures: {
    lost: 'Der Maler ist dreimal über diesem Bild gestorben, also habe ich es aufgegeben. Es hat dich nichts gekostet.',
    pictureLost:
      'Das Bild war gemalt, aber seine Datei ist weg. Es hat dich nichts gekostet. Bitte frag noch einmal.',
    partly: (missing, of, reference) =>
      `${missing} von ${picturesDative(of)} ${isOne(missing) ? 'ließ' : 'ließen'} sich nicht malen und ${isOne(missing) ? 'hat' : 'haben'} dich nichts gekostet.${reference === null ? '' : ` Der Betreiber findet den Grund unter: ${reference}`}`,
    autoMod:
      'AutoMod dieses Servers hat meine Nachricht blockiert. Es hat dich nichts gekostet. Frag mit anderen Worten, oder bitte einen Admin, meine Rolle in den AutoMod-Regeln des Servers auszunehmen.',
    withheld: (withheld, of) =>
      of === 1
        ? 'Der Sicherheitsprüfer des Modells hat dieses Bild gemeldet, darum wird es zurückgehalten. Es hat dich nichts gekostet. Versuch andere Worte oder einen anderen Seed.'
        : withheld === of
          ? `Der Sicherheitsprüfer des Modells hat alle ${of} Bilder gemeldet, darum werden sie zurückgehalten. Sie haben dich nichts gekostet. Versuch andere Worte oder einen anderen Seed.`
          : `Der Sicherheitsprüfer des Modells hat ${withheld} von ${of} Bildern gemeldet: zurückgehalten, und kostenlos.`,
    forbidden:
      'Ich darf in diesem Kanal nicht mehr schreiben, darum fehlt das Bild. Es hat dich nichts gekostet.',
    cancelled: 'Abgebrochen. Es hat nichts gekostet.',
    request: (reason) => `Das konnte ich nicht malen: ${reason} Es hat dich nichts gekostet.`,
    bug: (reference) =>
      `Bei mir ist etwas schiefgegangen, und es hat dich nichts gekostet. Nenne dem Betreiber: ${reference}`,
  },
  apiKeys: apiKeysDe,
  compare: compareDe,
  drafts: draftsDe,
  foreign: foreignDe,
  allowLists: allowListsDe,
  limits: limitsDe,
  loras: lorasDe,
  overview: overviewDe,
  permissions: permissionsDe,
  speeds: speedsDe,
  admin: adminDe,
  commands: commandsDe,
  contextMenu: contextMenuDe,
}
