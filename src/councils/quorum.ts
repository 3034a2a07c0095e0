import { type Words, words } from '../platform/language.ts'
import { type StateOf, states } from '../platform/states.ts'

/* How a council must be made up, and whether enough of it are there to meet. Pure. */

export const councilPosts = states({
  chair: words('Chủ tịch', 'Chair'),
  vice: words('Phó chủ tịch', 'Vice-chair'),
  reviewer: words('Ủy viên phản biện', 'Reviewing member'),
  secretary: words('Thư ký', 'Secretary'),
  member: words('Ủy viên', 'Ordinary member'),
})
export type Post = StateOf<typeof councilPosts>

export interface Composition {
  readonly sizes: readonly { readonly size: number; readonly quorum: number }[]
  readonly vice: boolean
  readonly secretary: boolean
  readonly reviewers: number
  readonly leaderPresent: boolean
  readonly reviewersPresent: boolean
}

const countOf = (posts: readonly Post[], post: Post) => posts.filter((one) => one === post).length

/** What is wrong with how a council is made up; nothing where it may be appointed. */
export function wrongInComposition(rule: Composition, posts: readonly Post[]): Words[] {
  const wrong: Words[] = []
  const sizes = rule.sizes.map(({ size }) => size)
  if (!sizes.includes(posts.length))
    wrong.push(
      words(
        `Hội đồng có ${posts.length} người; quy định: ${sizes.join(' hoặc ')}.`,
        `The council has ${posts.length} members; the rule asks for ${sizes.join(' or ')}.`,
      ),
    )
  const exactly = (post: Post, wanted: number) => {
    const there = countOf(posts, post)
    if (there === wanted) return
    const { vi, en } = councilPosts.names[post]
    wrong.push(
      words(
        `${vi}: có ${there}, quy định ${wanted} người.`,
        `${en}: there are ${there}, the rule asks for ${wanted}.`,
      ),
    )
  }
  exactly('chair', 1)
  exactly('vice', rule.vice ? 1 : 0)
  exactly('secretary', rule.secretary ? 1 : 0)
  exactly('reviewer', rule.reviewers)
  return wrong
}

/** How many must be present of a council of a size; null where the rule knows no such size. */
export const quorumOf = (rule: Composition, size: number): number | null =>
  rule.sizes.find((one) => one.size === size)?.quorum ?? null

/**
 * Why a council may not meet with those who are present; nothing where it may. Circular 15/2022/TT-BKHCN art. 17.1.a: 5 of 7 or 7 of 9, the
 * chair or the vice-chair and both reviewers among them; Decree 268/2025/NĐ-CP art. 12.3.c: two thirds, the chair or the vice-chair among them.
 * @param all posts of all members; who is kept out counts among them, and not among those present
 */
export function lacksToMeet(rule: Composition, all: readonly Post[], present: readonly Post[]): Words[] {
  const lacks: Words[] = []
  const quorum = quorumOf(rule, all.length)
  if (quorum === null || present.length < quorum)
    lacks.push(
      words(
        `Có mặt ${present.length} trên ${all.length}, cần ít nhất ${quorum ?? all.length}.`,
        `${present.length} of ${all.length} are present, at least ${quorum ?? all.length} are needed.`,
      ),
    )
  if (rule.leaderPresent && countOf(present, 'chair') + countOf(present, 'vice') === 0)
    lacks.push(words('Phải có Chủ tịch hoặc Phó chủ tịch.', 'The chair or the vice-chair must be there.'))
  if (rule.reviewersPresent && countOf(present, 'reviewer') < rule.reviewers)
    lacks.push(words('Phải có đủ ủy viên phản biện.', 'Every reviewer must be there.'))
  return lacks
}
