/** What keeps a painter busy that opens a model. The first runs on a GPU are mostly its driver's: it compiles their shaders. */
export type PainterWork = 'starting' | 'loading' | 'compiling' | 'computing'

/** As it is said of somebody who does it. */
export const workWords: Record<PainterWork, string> = {
  starting: 'starting',
  loading: 'loading the model',
  compiling: 'compiling shaders',
  computing: 'painting a first time',
}

/** @param work as `watched` names it */
export function kindOfWork(work: string, device: string): PainterWork {
  if (work.startsWith('load ')) return 'loading'
  return device === 'cpu' ? 'computing' : 'compiling'
}
