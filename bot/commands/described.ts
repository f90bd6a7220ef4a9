/** A command's, an option's or a choice's description in both languages, as Discord takes it. */
export const described = (english: string, german: string) => ({
  description: english,
  description_localizations: { de: german },
})
