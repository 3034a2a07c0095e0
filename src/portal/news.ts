import type { Words } from '../platform/language.ts'
import { rooms } from './rooms.ts'

/** The words of each command that is news, by its name in the audit. */
export const newsWords: ReadonlyMap<string, Words> = new Map(
  rooms.flatMap(({ news }) => news.map(({ name, summary }) => [name, summary] as const)),
)

const links: ReadonlyMap<string, string> = new Map(rooms.flatMap((room) => Object.entries(room.links)))

/** The address of the record that an audit subject such as `application:7` names; null where there is no page of its own. */
export function subjectHref(subject: string | null): string | null {
  const [type = '', id = ''] = subject?.split(':') ?? []
  const place = links.get(type)
  return place === undefined || !/^\d+$/.test(id) ? null : `${place}/${id}`
}
