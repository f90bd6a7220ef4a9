/** A step of the painter that stands in for the engine. */
export const standInStepMs = 300
