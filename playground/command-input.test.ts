import { expect, test } from 'vitest'
import { z } from 'zod'
import { messages, openPlayground, words } from '#test/support/playground/open-page.ts'

const playground = openPlayground()

test('a command by keyboard alone: list, chips, choices, autocomplete, and what is wrong', async () => {
  const page = await playground.open()
  await words(page).focus()
  await page.keyboard.type('/im')
  expect(await page.getByRole('listbox', { name: 'Commands' }).getByRole('option').count()).toBe(1)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').filter({ hasText: 'This option is required' }).waitFor()
  await page.keyboard.type('a castle')

  const options = page.getByRole('listbox', { name: 'Optional' })
  await options.getByRole('option', { name: /^steps/ }).click()
  await page.keyboard.type('500')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').filter({ hasText: 'Must be between 1 and 100' }).waitFor()
  await page.getByRole('textbox', { name: 'steps' }).fill('20')

  await options.getByRole('option', { name: /^scheduler/ }).click()
  await page.keyboard.type('karras')
  await page.keyboard.press('Enter')
  expect(await page.getByRole('textbox', { name: 'scheduler' }).inputValue()).toBe('DPM++ 2M Karras')
  // The list goes on to what is left.
  expect(await options.getByRole('option').allInnerTexts()).toEqual([
    expect.stringContaining('model'),
    expect.stringContaining('image'),
  ])

  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Escape')
  await words(page).waitFor()

  await page.keyboard.type('/imagine ')
  await page.getByRole('textbox', { name: 'prompt' }).waitFor()
  await page.keyboard.type('a tower')
  await options.getByRole('option', { name: /^model/ }).click()
  await page.keyboard.type('stable')
  await page.getByRole('option', { name: 'stable-diffusion-v1-5' }).waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await messages(page).filter({ hasText: 'a tower' }).waitFor()
  const sent = playground.server.emulator.events.ofKind('interaction.create').at(-1)?.payload
  expect(sent).toMatchObject({
    data: {
      options: [
        { name: 'prompt', value: 'a tower' },
        { name: 'model', value: 'stable-diffusion-v1-5' },
      ],
    },
  })
})

test('a command that a message mentions is a press away, with the keyboard in its first option', async () => {
  const page = await playground.open()
  await words(page).fill('/quota ')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '/imagine', exact: true }).click()
  await page.getByRole('group', { name: '/imagine' }).waitFor()
  await page.keyboard.type('a mentioned tower')
  expect(await page.getByRole('textbox', { name: 'prompt' }).inputValue()).toBe('a mentioned tower')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Dismiss message' }).click()
  await page.getByText('Only you can see this').waitFor({ state: 'detached' })
})

test('the account says which tier one has, and follows the bot', async () => {
  const page = await playground.open()
  const account = page.getByRole('button', { name: /Switch person/ })
  await account.filter({ hasText: 'Member, free tier' }).waitFor()
  playground.tier = 'gold'
  // Whatever the bot says may have changed it.
  await words(page).fill('/quota ')
  await page.keyboard.press('Enter')
  await account.filter({ hasText: 'Member, gold tier' }).waitFor()
  playground.tier = 'free'
  await page.getByRole('button', { name: 'Dismiss message' }).click()
  await page.getByText('Only you can see this').waitFor({ state: 'detached' })
})

test('a German browser gets the page in German, the bot hears it, and another language can be chosen', async () => {
  const context = await playground.browser.newContext({ locale: 'de-DE', reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(`${playground.server.url}/?as=pro`)
  const box = page.getByRole('textbox', { name: 'Nachricht an #general' })
  await box.waitFor()
  expect(await page.evaluate('document.documentElement.lang')).toBe('de')
  await page.getByText('Willkommen in #general!').waitFor()
  await box.fill('/kont')
  await page
    .getByRole('listbox', { name: 'Befehle' })
    .getByRole('option', { name: /Was du heute/ })
    .click()
  await page.getByRole('group', { name: '/kontingent' }).waitFor()
  await page.keyboard.press('Enter')
  await messages(page).filter({ hasText: 'Nur du kannst das sehen' }).waitFor()
  const sent = playground.server.emulator.events.ofKind('interaction.create').at(-1)?.payload
  expect(sent).toMatchObject({ locale: 'de', data: { name: 'quota' } })

  await page.getByRole('button', { name: /Person wechseln/ }).click()
  await page.getByLabel('Sprache').selectOption('Français')
  await page.getByRole('textbox', { name: 'Message à #general' }).waitFor()
  await page.getByRole('button', { name: 'Masquer le message' }).click()
})

test('what a channel is for, what a fault did and what can’t be done is said in the page’s language', async () => {
  const context = await playground.browser.newContext({ locale: 'de-DE', reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(`${playground.server.url}/?as=admin`)
  await page.getByText('Tippe /, um zu sehen, was der Bot kann').waitFor()
  await page.getByRole('button', { name: 'Hinter den Kulissen' }).click()
  await page.getByRole('tab', { name: 'Fehler' }).click()
  await page.getByRole('button', { name: 'Tokens ablaufen lassen' }).click()
  await page.getByText('so gut wie 15 Minuten alt').waitFor()

  const { general, people } = playground.server.world
  const { member } = people
  const message = await member.send(general, 'bald weg')
  const row = messages(page).filter({ hasText: 'bald weg' })
  await row.locator('.message-head').click({ button: 'right' })
  const entry = row.getByRole('menuitem', { name: /^Image info/ })
  await entry.waitFor()
  await page.route('**/playground/act*', async (route) => {
    member.delete(message)
    await route.continue()
  })
  await entry.click()
  await page.getByText('Diese Nachricht gibt es nicht mehr').waitFor()
})

test('a dropped file becomes the option that wants one', async () => {
  const page = await playground.open()
  await words(page).fill('/imagine ')
  await page.getByRole('textbox', { name: 'prompt' }).fill('like this one')
  await page.evaluate(`{
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File(['GIF89a'], 'start.gif', { type: 'image/gif' }))
    document.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }))
  }`)
  await page.getByRole('button', { name: 'start.gif' }).waitFor()
  await page.getByRole('button', { name: 'Send' }).click()
  await messages(page).filter({ hasText: 'like this one' }).waitFor()
  const sent = playground.server.emulator.events.ofKind('interaction.create').at(-1)?.payload
  const resolved = z
    .object({
      data: z.object({
        resolved: z.object({ attachments: z.record(z.string(), z.object({ filename: z.string() })) }),
      }),
    })
    .parse(sent).data.resolved
  expect(Object.values(resolved.attachments)).toEqual([{ filename: 'start.gif' }])
})
