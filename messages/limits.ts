/** Discord's limits in UTF-16 units (docs.discord.com: resources/message#embed-object-embed-limits, #attachment-object). */
export const embedDescriptionMaxLength = 4096
export const embedFieldMaxLength = 1024
export const altTextMaxLength = 1024
export const optionLabelMaxLength = 100
export const contentMaxLength = 2000
/** Of all embeds of a message together. */
export const embedsMaxLength = 6000
