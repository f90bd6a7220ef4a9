import { speedsDe } from '#messages/texts/de/speeds.ts'
import type { Translated } from '#messages/texts/command-texts.ts'
import type { settingsEn } from '#messages/texts/en/commands/settings.ts'

const reset = { name: 'zurücksetzen', description: 'Vorher alle diese vergessen' }
const channel = { name: 'kanal', description: 'Ein Kanal; seine Threads gehören dazu' }
const word = {
  name: 'wort',
  description: 'Ein Wort, eine Wendung, oder mehrere mit Kommas; groß, klein und Akzente sind gleich',
}
const kind = {
  name: 'art',
  description: 'Was die Regel meint; auch die Formen des Wortes, wenn es fehlt',
  choices: {
    word: 'Dieses Wort allein',
    stem: 'Dieses Wort und seine Formen',
    anywhere: 'Überall, auch in anderen Wörtern',
    wildcard: 'Mit * für beliebige Buchstaben und ? für einen',
  },
}

export const settingsDe: Translated<typeof settingsEn> = {
  name: 'einstellungen',
  description: 'Kanäle, Grenzen, Vorgaben, gesperrte Wörter und Protokoll dieses Servers',
  options: {
    show: { name: 'zeigen', description: 'Alle Einstellungen dieses Servers' },
    history: { name: 'verlauf', description: 'Wer zuletzt was geändert hat' },
    channels: {
      name: 'kanäle',
      description: 'Wo Bilder gemalt werden',
      options: {
        allow: {
          name: 'erlauben',
          description: 'Erlaube Bilder in einem Kanal, und dann nur in erlaubten',
          options: { channel },
        },
        disallow: {
          name: 'streichen',
          description: 'Nimm einen Kanal von der Liste der erlaubten',
          options: { channel },
        },
        everywhere: { name: 'überall', description: 'Erlaube Bilder in jedem Kanal' },
      },
    },
    words: {
      name: 'wörter',
      description: 'Wörter, die in keinem Prompt stehen dürfen',
      options: {
        block: { name: 'sperren', description: 'Lehne Prompts mit diesem Wort ab', options: { word, kind } },
        unblock: { name: 'freigeben', description: 'Erlaube dieses Wort wieder', options: { word } },
        test: {
          name: 'probieren',
          description: 'Probier, was eine Regel ablehnen würde, bevor sie gilt',
          options: {
            prompt: { name: 'prompt', description: 'Worum jemand bitten könnte' },
            word: {
              name: 'wort',
              description: 'Die Wörter zum Probieren; die dieses Servers, wenn es fehlt',
            },
            kind,
          },
        },
      },
    },
    models: {
      name: 'modelle',
      description: 'Welche Modelle und LoRAs eine Rolle oder ein Kanal benutzt; Stufen: /stufe festlegen',
      options: {
        role: { name: 'rolle', description: 'Alle, die diese Rolle haben; von mehreren genügt eine' },
        channel,
        models: {
          name: 'modelle',
          description: 'Erlaubte Modelle: Namen mit Kommas, * alle, - keine, photo* die, die so anfangen',
        },
        loras: { name: 'loras', description: 'Erlaubte LoRAs, ebenso' },
      },
    },
    log: {
      name: 'protokoll',
      description: 'Wo Änderungen und Ankündigungen stehen; nirgends, wenn es fehlt',
      options: { channel: { name: 'kanal', description: 'Ein Kanal, in dem ich schreiben darf' } },
    },
    tier: {
      name: 'stufe',
      description: 'Die Stufe von allen, die keine bessere bekommen haben',
      options: { tier: { name: 'stufe', description: 'free, pro oder eine Stufe dieses Servers' } },
    },
    limits: {
      name: 'grenzen',
      description: 'Grenzen für alle hier, unter denen des Betreibers',
      options: {
        most_steps: { name: 'meiste_schritte', description: 'Meiste Schritte eines Bildes' },
        largest_size: { name: 'größtes_bild', description: 'Größtes Bild, etwa 768x768' },
        pictures_per_day: { name: 'bilder_am_tag', description: 'Bilder am Tag für den ganzen Server' },
        queue_per_person: {
          name: 'aufträge_je_person',
          description: 'Aufträge, die eine Person in der Warteschlange haben darf',
        },
        reset,
      },
    },
    defaults: {
      name: 'vorgaben',
      description: 'Was /imagine nimmt, wo jemand nichts angibt',
      options: {
        steps: { name: 'schritte', description: 'Schritte' },
        guidance: { name: 'führung', description: 'Führung' },
        size: { name: 'größe', description: 'Breite und Höhe in Pixeln, etwa 512x512' },
        scheduler: { name: 'scheduler', description: 'Scheduler' },
        speed: { name: 'tempo', description: 'Wie schnell gemalt wird', choices: speedsDe.names },
        negative_prompt: { name: 'negativer_prompt', description: 'Was Bilder nicht zeigen sollen' },
        reset,
      },
    },
    flagged: {
      name: 'gemeldet',
      description: 'Was aus Bildern wird, die der Sicherheitsprüfer eines Modells meldet',
      options: {
        spoiler: {
          name: 'spoiler',
          description: 'Als Spoiler zeigen; sonst sieht sie niemand, und sie kosten nichts',
        },
      },
    },
    spoiler: {
      name: 'spoiler',
      description: 'Ob Bilder verdeckt sind, bis jemand darauf klickt',
      options: { on: { name: 'an', description: 'Verdecken' } },
    },
    private: {
      name: 'privat',
      description: 'Ob Bilder nur sieht, wer um sie gebeten hat',
      options: { on: { name: 'an', description: 'Nur für sie' } },
    },
    'age-restricted': {
      name: 'altersbeschränkung',
      description: 'Ob Bilder nur in Kanälen mit Altersbeschränkung gemalt werden',
      options: { on: { name: 'an', description: 'Nur dort' } },
    },
    language: {
      name: 'sprache',
      description: 'Sprache von allem, was alle sehen; die eigene, wenn es fehlt',
      options: { language: { name: 'sprache', description: 'Eine Sprache' } },
    },
  },
}
