import { type Actor, holds, type Role } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { forbidden } from '../platform/problem.ts'

/** Refuses a step that is another agency's: money is taken over and approved by who keeps it. @throws Problem 403 */
export function holdStep(actor: Actor, may: readonly Role[]): void {
  if (holds(actor, may)) return
  throw forbidden(
    words(
      'Bước này do cơ quan khác tiếp nhận hoặc duyệt.',
      'This step is taken over or approved by another agency.',
    ),
  )
}
