import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type OpenAPIHono, z } from '@hono/zod-openapi'
import { Hono } from 'hono'
import { notFound } from '#api/contract/api-error.ts'
import type { DescribedPath } from '#api/contract/described-path.ts'
import type { ApiEnv } from '#api/contract/route-deps.ts'
import { keyScheme } from '#api/contract/key-scheme.ts'

/**
 * What Swagger UI's page is made of; everything comes from its package, nothing from elsewhere. Scalar's page for Hono loads its script from a
 * CDN, and the package that has it brings 300 others along.
 */
const files: readonly { file: string; type: string }[] = [
  { file: 'swagger-ui-dist/swagger-ui.css', type: 'text/css; charset=utf-8' },
  { file: 'swagger-ui-dist/swagger-ui-bundle.js', type: 'text/javascript; charset=utf-8' },
  { file: 'swagger-ui-dist/favicon-32x32.png', type: 'image/png' },
]

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Dragon Wings API</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
<link rel="icon" type="image/png" href="/api/docs/favicon-32x32.png">
</head>
<body>
<div id="docs"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
`
const start = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#docs', deepLinking: true, persistAuthorization: true })\n`

/** Styles that Swagger UI writes into its elements, and its icons, are all that does not come from a file of this server. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** That of the paths that describe themselves. */
const ownTag = 'Pictures'

/**
 * `/api/openapi.json`, and `/api/docs`: a page that shows it and can try it. Neither needs a key.
 * @param described paths that do not describe themselves
 */
export function docsRoutes(app: OpenAPIHono<ApiEnv>, described: readonly DescribedPath[]): Hono<ApiEnv> {
  // Without it, the page has no button to give a key.
  app.openAPIRegistry.registerComponent('securitySchemes', keyScheme, {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key: `dw_…`',
  })
  for (const { tag, method, path, summary, body } of described)
    app.openAPIRegistry.registerPath({
      method,
      path,
      summary,
      tags: [tag],
      security: [{ [keyScheme]: [] }],
      ...(path.includes('{model}') && { request: { params: z.object({ model: z.string() }) } }),
      ...(body !== undefined && {
        request: {
          body: {
            required: true,
            content: Object.fromEntries(Object.entries(body).map(([type, schema]) => [type, { schema }])),
          },
        },
      }),
      responses: {
        200: { description: 'What such a client reads' },
        401: { description: 'No key that works' },
      },
    })
  const routes = new Hono<ApiEnv>()
  routes.get('/api/openapi.json', (context) =>
    context.json(
      app.getOpenAPI31Document({
        openapi: '3.1.0',
        // In the order in which the page shows them.
        tags: [...new Set([ownTag, ...described.map(({ tag }) => tag)])].map((name) => ({ name })),
        info: {
          title: 'Dragon Wings',
          version: '1',
          description:
            'Pictures from words. Make a key with `/apikey create` in Discord or `npm run keys`, press *Authorize*, and paste it.',
        },
      }),
    ),
  )
  routes.use('/api/docs/*', async (context, next) => {
    await next()
    context.header('Content-Security-Policy', contentSecurityPolicy)
    context.header('X-Content-Type-Options', 'nosniff')
    context.header('Referrer-Policy', 'no-referrer')
  })
  routes.get('/api/docs', (context) => context.html(page))
  routes.get('/api/docs/start.js', (context) =>
    context.body(start, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }),
  )
  routes.get('/api/docs/:file', async (context) => {
    const name = context.req.param('file')
    const found = files.find(({ file }) => basename(file) === name)
    if (found === undefined) throw notFound('file')
    const bytes = await readFile(fileURLToPath(import.meta.resolve(found.file)))
    return context.body(new Uint8Array(bytes), 200, {
      'Content-Type': found.type,
      'Cache-Control': 'public, max-age=86400',
    })
  })
  return routes
}
