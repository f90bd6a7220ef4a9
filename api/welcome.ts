import type { Context } from 'hono'

/** `GET /`: what this is, and where to go on. */
export function welcome(context: Context): Response {
  return context.json({
    name: 'Dragon Wings',
    description:
      'Paints pictures from words. Each request needs an API key: /apikey create in Discord, or npm run keys.',
    links: {
      docs: '/api/docs',
      openapi: '/api/openapi.json',
      health: '/api/health',
      generate: '/api/generate',
      models: '/api/models',
      openai: '/v1',
      a1111: '/sdapi/v1',
    },
  })
}
