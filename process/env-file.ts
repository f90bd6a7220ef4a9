/** Reads `.env` of the working directory, if there is one, into the environment; variables that are set already win. */
export function readEnvFile(): void {
  try {
    process.loadEnvFile()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
}
