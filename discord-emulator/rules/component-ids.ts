import type { APIMessageTopLevelComponent } from 'discord-api-types/v10'
import { placedComponents } from './components.ts'

/** Components without an `id` get one, counted from 1: components/reference#anatomy-of-a-component */
export function withIds(components: readonly APIMessageTopLevelComponent[]): APIMessageTopLevelComponent[] {
  const copy = structuredClone([...components])
  const placed = placedComponents(copy).map(({ component }) => component)
  const taken = new Set(placed.map(({ id }) => id).filter(Boolean))
  let next = 1
  for (const component of placed) {
    if (component.id) continue
    while (taken.has(next)) next += 1
    component.id = next
    taken.add(next)
  }
  return copy
}
