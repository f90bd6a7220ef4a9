import type { HonoRequest } from 'hono'
import { ApiError } from '#api/contract/api-error.ts'
import type { AskedEdit } from './asked-edit.ts'
import { editForm } from './edit-form.ts'
import { editJson } from './edit-json.ts'

/** @throws {ApiError} 400 for a body that can't be read, or has no picture in it */
export async function readEdit(request: HonoRequest): Promise<AskedEdit> {
  if (/json/i.test(request.header('content-type') ?? '')) return editJson(await request.json())
  // Read beforehand, so that what fails below is the form, and not the connection.
  await request.arrayBuffer()
  return editForm(await parsedForm(request))
}

async function parsedForm(request: HonoRequest) {
  try {
    return await request.parseBody({ all: true })
  } catch (cause) {
    const message =
      'The form can’t be read: send it as your HTTP library writes it, which puts the boundary into Content-Type.'
    throw new ApiError(400, 'not_understood', message, { cause })
  }
}
