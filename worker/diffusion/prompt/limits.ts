/**
 * What one prompt may ask for, so that none takes a machine for itself. A text of 32 chunks makes the UNet look at 2,464 tokens:
 * still fewer than the 4,096 places of a 512x512 picture that it compares with each other.
 */
export const mostChunksOfText = 32
/** Of all texts of a prompt together: what the text encoder reads for it at most. */
export const mostChunks = 128
/** Parts between `AND`s; each is a row of its own in every UNet run. */
export const mostParts = 8
/** Characters of a prompt; what Discord takes is a tenth of it. */
export const mostCharacters = 20_000
/** Weights of parts beyond this are mostly meant otherwise ("clock at 10:30"), and are remarked on. */
export const heavyWeight = 10
/** Beyond this a weighted vector doesn't fit into a float32. */
export const mostWeight = 1e30
