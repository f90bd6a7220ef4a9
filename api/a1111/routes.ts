import { Hono, type Context } from 'hono'
import type { ApiEnv, RouteDeps } from '#api/contract/route-deps.ts'
import { answerInTime } from '#api/http/answer-in-time.ts'
import { clientGone } from '#api/http/client-gone.ts'
import { parse } from '#api/http/parse.ts'
import { readPicture } from '#api/http/read-picture.ts'
import { maxSeed } from '#core/generation.ts'
import { chosenOptionsSchema } from './chosen-options.ts'
import { detailOf, withDetail } from './detail-error.ts'
import { extraBatchBody, extraSingleBody } from './extras.ts'
import { enlarged } from './extras-paint.ts'
import { img2imgBody, txt2imgBody } from './generation-body.ts'
import { modelItems, samplerItems, schedulerItems, upscalerItems } from './lists.ts'
import { optionsAfter, optionsAnswer } from './options.ts'
import { type Asking, img2img, txt2img } from './paint.ts'
import { pngInfoAnswer, pngInfoBody } from './png-info.ts'
import { progressAnswer } from './progress.ts'

const root = '/sdapi/v1'
/** The width of CLIP's embeddings in SD 1.x. */
const embeddingWidth = 768

/** A1111's HTTP API (stable-diffusion-webui, `modules/api/api.py`), as far as clients that paint need it. */
export function a1111Routes(deps: RouteDeps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()
  app.onError(detailOf(deps))

  app.post(`${root}/txt2img`, async (context) => {
    const body = parse(txt2imgBody, await context.req.json())
    return answered(context, txt2img(body, await askingOf(context, deps), deps), deps)
  })
  app.post(`${root}/img2img`, async (context) => {
    const body = parse(img2imgBody, await context.req.json())
    return answered(context, img2img(body, await askingOf(context, deps), deps), deps)
  })

  app.post(`${root}/extra-single-image`, async (context) => {
    const { image, ...body } = parse(extraSingleBody, await context.req.json())
    const asking = { caller: context.get('caller'), signal: clientGone(context) }
    const larger = enlarged(readPicture(image, 'image'), body, asking, deps)
    const answer = larger.then(({ png, notes }) => ({
      html_info: notes.join('; '),
      image: png.toString('base64'),
      notes,
    }))
    return answered(context, answer, deps)
  })
  app.post(`${root}/extra-batch-images`, async (context) => {
    const { imageList, ...body } = parse(extraBatchBody, await context.req.json())
    const asking = { caller: context.get('caller'), signal: clientGone(context) }
    const enlargeAll = async () => {
      const images: string[] = []
      const notes = new Set<string>()
      for (const { data } of imageList) {
        const larger = await enlarged(readPicture(data, 'imageList'), body, asking, deps)
        images.push(larger.png.toString('base64'))
        for (const note of larger.notes) notes.add(note)
      }
      return { html_info: [...notes].join('; '), images, notes: [...notes] }
    }
    return answered(context, enlargeAll(), deps)
  })
  app.post(`${root}/png-info`, async (context) => {
    const { image } = parse(pngInfoBody, await context.req.json())
    return context.json(await pngInfoAnswer(readPicture(image.trim(), 'image')))
  })

  app.get(`${root}/progress`, async (context) => {
    const caller = context.get('caller')
    const jobs = await deps.jobs.unfinished(caller)
    const [current] = jobs
    const skipped = ['true', '1'].includes(context.req.query('skip_current_image')?.toLowerCase() ?? '')
    const preview = current === undefined || skipped ? undefined : await deps.jobs.preview(caller, current.id)
    return context.json(progressAnswer(jobs, preview))
  })
  for (const path of ['interrupt', 'skip'])
    app.post(`${root}/${path}`, async (context) => {
      const caller = context.get('caller')
      const [current] = await deps.jobs.unfinished(caller)
      if (current !== undefined) await deps.jobs.cancel(caller, current.id)
      return context.json({})
    })

  app.get(`${root}/options`, async (context) => {
    const caller = context.get('caller')
    const chosen = chosenOptionsSchema.parse(await deps.keyOptions.get(caller))
    const [models, { defaultModel }] = await Promise.all([deps.models(caller), deps.painting(caller)])
    return context.json(optionsAnswer(chosen, { models, defaultModel, vae: deps.config.modelVae }))
  })
  app.post(`${root}/options`, async (context) => {
    const caller = context.get('caller')
    const before = chosenOptionsSchema.parse(await deps.keyOptions.get(caller))
    await deps.keyOptions.set(
      caller,
      optionsAfter(before, await context.req.json(), await deps.models(caller)),
    )
    return context.json(null)
  })

  app.get(`${root}/sd-models`, async (context) =>
    context.json(modelItems(await deps.models(context.get('caller')))),
  )
  app.get(`${root}/samplers`, (context) => context.json(samplerItems()))
  app.get(`${root}/schedulers`, (context) => context.json(schedulerItems()))
  app.get(`${root}/upscalers`, async (context) =>
    context.json(upscalerItems(await deps.models(context.get('caller')))),
  )
  // Latents are not enlarged here: pictures are, by resampling or an upscaler.
  app.get(`${root}/latent-upscale-modes`, (context) => context.json([]))
  app.get(`${root}/sd-vae`, (context) => {
    const { modelVae } = deps.config
    return context.json(modelVae === undefined ? [] : [{ model_name: modelVae, filename: modelVae }])
  })
  app.get(`${root}/loras`, async (context) => {
    const loras = await deps.loras(context.get('caller'))
    return context.json(
      loras.map(({ name, words }) => ({ name, alias: name, path: name, metadata: { trigger_words: words } })),
    )
  })
  app.get(`${root}/embeddings`, async (context) => {
    const told = { step: null, sd_checkpoint: null, sd_checkpoint_name: null, shape: embeddingWidth }
    const embeddings = await deps.embeddings()
    return context.json({
      loaded: Object.fromEntries(embeddings.map(({ name }) => [name, told])),
      skipped: {},
    })
  })
  for (const [path, none] of Object.entries(nothingHere))
    app.get(`${root}/${path}`, (context) => context.json(none))
  // New files are seen within seconds by themselves.
  for (const path of ['refresh-checkpoints', 'refresh-vae', 'refresh-loras', 'refresh-embeddings'])
    app.post(`${root}/${path}`, (context) => context.json(null))
  return app
}

/** What A1111 has, and we have none of: clients that list it find an empty list. */
const nothingHere = {
  scripts: { txt2img: [], img2img: [] },
  'script-info': [],
  extensions: [],
  hypernetworks: [],
  'face-restorers': [],
  'realesrgan-models': [],
  'prompt-styles': [],
  'cmd-flags': {},
  memory: { ram: {}, cuda: {} },
}

async function askingOf(context: Context<ApiEnv>, deps: RouteDeps): Promise<Asking> {
  const caller = context.get('caller')
  const [painting, chosen] = await Promise.all([deps.painting(caller), deps.keyOptions.get(caller)])
  return {
    caller,
    signal: clientGone(context),
    world: {
      ...painting,
      chosen: chosenOptionsSchema.parse(chosen),
      randomSeed: () => Math.floor(Math.random() * (maxSeed + 1)),
    },
  }
}

/** What takes minutes reaches clients that would have given up; the notes of it stand in a header. */
async function answered(
  context: Context<ApiEnv>,
  answer: Promise<{ notes: readonly string[] }>,
  { logger }: RouteDeps,
): Promise<Response> {
  const noted = answer.then(({ notes, ...body }) => ({ body, notes }))
  return answerInTime(context, noted, { logger, errorOf: withDetail })
}
