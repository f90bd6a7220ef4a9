import { Command } from 'commander'
import { z } from 'zod'
import type { Config } from '#core/config.ts'
import { openBenchHouse } from './bot/open-house.ts'
import { fillGallery } from './gallery/fill-gallery.ts'
import { measureGallery, type PageMeasured } from './gallery/measure-gallery.ts'
import { measurePresses, type PressesMeasured } from './gallery/measure-presses.ts'
import { describeMachine, type Machine, machineText } from './machine.ts'
import { measures, tinyModel, withDevice } from './measures.ts'

const optionsSchema = z.object({
  pictures: z.coerce.number().int().min(100),
  times: z.coerce.number().int().min(1),
  presses: z.coerce.number().int().min(10),
  model: z.string(),
  device: z.string(),
  json: z.boolean().default(false),
})

interface GalleryMeasured {
  machine: Machine
  pictures: number
  pages: PageMeasured[]
  presses: PressesMeasured
}

/** `npm run bench -- gallery`: pages of a large gallery, and how soon a press is acknowledged while a picture is painted. */
export function galleryCommand(config: Config): Command {
  const command = withDevice(
    new Command('gallery')
      .description(
        'pages of a gallery of 10,000 pictures; acknowledgements of presses while a picture is painted',
      )
      .option('--pictures <n>', 'in the gallery; as many belong to others', '10000')
      .option('--times <n>', 'each view is looked at so often', '20')
      .option('--presses <n>', 'by four people', '240')
      .option(
        '--model <name|dir>',
        'what is painted meanwhile: by default the model that comes with the tests',
        tinyModel,
      ),
    config.device,
  )
  return measures(command, optionsSchema, measure, galleryText)
}

async function measure(options: z.infer<typeof optionsSchema>): Promise<GalleryMeasured> {
  const { pictures, times, presses, model, device } = options
  console.error('starting a database, the bot and a worker …')
  const house = await openBenchHouse({ model, device })
  try {
    const channel = house.emulator.world.createChannel(house.server, { name: 'gallery' })
    const person = house.emulator.person({ username: 'collector', guilds: [house.server] })
    console.error(`${pictures} pictures, and as many of others …`)
    await fillGallery(house, { userId: person.id, channelId: channel.id, pictures })
    console.error('looking at them …')
    const pages = await measureGallery(house, person, channel, times)
    console.error(`${presses} presses while a picture is painted …`)
    const pressed = await measurePresses(house, channel, presses)
    return { machine: describeMachine(), pictures, pages, presses: pressed }
  } finally {
    await house.close()
  }
}

const ms = (value: number) => `${Math.round(value)} ms`

function galleryText({ machine, pictures, pages, presses }: GalleryMeasured): string {
  return [
    `${machineText(machine)}; ${pictures} pictures of one person, as many of others`,
    ...pages.map(
      ({ what, p50, max, botCpu, title }) =>
        `${what}: p50 ${ms(p50)}, at most ${ms(max)}, the bot worked ${ms(botCpu ?? NaN)} (${title})`,
    ),
    `${presses.presses} presses while a picture is painted: acknowledged after p50 ${ms(presses.p50)}, p99 ${ms(presses.p99)}, ` +
      `at most ${ms(presses.max)}; lost ${presses.lost}; the bot worked ${ms(presses.botCpu ?? NaN)} for each`,
  ].join('\n')
}
