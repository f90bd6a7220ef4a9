import { useEffect, useState } from 'preact/hooks'
import type { BackstageView } from '#playground/server/protocol.ts'
import { askBackstage } from '#playground/page/state/act.ts'
import { texts } from '#playground/page/texts/texts.ts'

const refreshMs = 1000

/** Rate limits, the queue, and the rows of the latest pictures, asked for while they are looked at. */
export function Backstage() {
  const [view, setView] = useState<BackstageView>()
  const [error, setError] = useState('')
  useEffect(() => {
    let isOver = false
    const ask = async () => {
      try {
        const next = await askBackstage()
        if (!isOver) setView(next)
        setError('')
      } catch {
        setError(texts.drawer.noDatabase)
      }
      if (!isOver) timer = setTimeout(() => void ask(), refreshMs)
    }
    let timer: ReturnType<typeof setTimeout> | undefined
    void ask()
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [])
  if (error !== '') return <p class="drawer-note">{error}</p>
  if (view === undefined) return <p class="drawer-note">{texts.drawer.loading}</p>
  return (
    <>
      <h3>{texts.drawer.rateLimits}</h3>
      <ul class="limits">
        {view.rateLimits.map(({ name, used, limit }) => (
          <li key={name}>
            <span>{name}</span>
            <strong>
              {used} / {limit}
            </strong>
          </li>
        ))}
      </ul>
      <Table name={texts.drawer.queue} rows={view.queue} />
      {view.tables.map(({ name, rows }) => (
        <Table key={name} name={name} rows={rows} />
      ))}
    </>
  )
}

function Table({ name, rows }: BackstageView['tables'][number]) {
  const columns = Object.keys(rows[0] ?? {})
  return (
    <>
      <h3>{name}</h3>
      {rows.length === 0 ? (
        <p class="drawer-note">{texts.drawer.empty}</p>
      ) : (
        <div class="table-box" tabIndex={0} role="region" aria-label={name}>
          <table>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                <tr key={index}>
                  {columns.map((column) => (
                    <td key={column}>{String(row[column] ?? '')}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}
