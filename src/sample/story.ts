import type { z } from 'zod'
import type { Actor } from '../platform/actor.ts'
import { execute } from '../platform/execute.ts'
import type { Command, Query } from '../platform/operation.ts'
import type { System } from '../platform/system.ts'

/** Something that happens on a day. It may let more happen, later. */
type Event = () => Promise<void>

/**
 * What happens in a sample, day by day, through the program's own commands, each at nine in the morning of its day: so the
 * program sees the day as its today, and what would happen after the last day stays undone, as work in progress does.
 */
export interface Story {
  /** @param day ISO; a day gone by means today */
  on(day: string, event: Event): void
  run<I extends z.ZodObject, O extends z.ZodType>(
    actor: Actor,
    operation: Command<I, O> | Query<I, O>,
    input: unknown,
    /** The plan that is worked in; left out: the one in force. */
    planId?: number,
  ): Promise<z.input<O>>
  readonly today: string
}

/**
 * @param last the day that the story ends on
 * @param tell begins it: puts its first events in
 * @param progress called with each day that events happen on
 */
export async function tellStory(
  system: System,
  last: string,
  tell: (story: Story) => void,
  progress: (day: string) => void = () => {},
): Promise<void> {
  const days = new Map<string, Event[]>()
  let today = ''
  const story: Story = {
    get today() {
      return today
    },
    on(day, event) {
      const when = day < today ? today : day
      days.set(when, [...(days.get(when) ?? []), event])
    },
    run: (actor, operation, input, planId) =>
      execute({ ...system, now: () => new Date(`${today}T09:00:00+07:00`) }, operation, actor, input, {
        via: 'cli',
        planId: planId ?? null,
      }),
  }
  tell(story)
  for (;;) {
    const next = [...days.keys()].sort()[0]
    if (next === undefined || next > last) return
    today = next
    progress(today)
    const events = days.get(today) ?? []
    days.delete(today)
    for (const event of events) await event()
  }
}
