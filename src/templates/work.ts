import { sql } from 'kysely'
import { words } from '../platform/language.ts'
import type { RoomWork } from '../platform/work.ts'
import { dropTemplate, usedApart, useTemplate } from './commands.ts'
import { templateKinds } from './kinds.ts'
import { storedStates } from './states.ts'

/** What a version is called, in SQL. @param at the table `word_template` in the select */
export const calledIn = (at: string, language: 'vi' | 'en') => {
  const names = [...templateKinds.values()].map(
    ({ key, label }) => sql`WHEN ${key} THEN ${label[language]}::text`,
  )
  const version = language === 'vi' ? ', bản ' : ', version '
  const kind = sql.ref(`${at}.kind`)
  const name = names.length === 0 ? kind : sql`CASE ${kind} ${sql.join(names, sql` `)} ELSE ${kind} END`
  return sql<string>`(${name} || ${sql.lit(version)} || ${sql.ref(`${at}.number`)})`
}

const waiting = (faulty: boolean) => ({
  from: sql`word_template y WHERE y.state = 'uploaded' AND (y.faults <> '[]') = ${sql.lit(faulty)}`,
  id: sql`y.id`,
  since: sql`y.uploaded_on`,
  subject: calledIn('y', 'vi'),
  subjectEn: calledIn('y', 'en'),
})
const common = {
  record: 'word_template',
  address: '/templates/{id}',
  whose: 'office',
  states: ['uploaded'],
} as const

export const templateWork: RoomWork = {
  kinds: [
    {
      ...common,
      kind: 'templates.use',
      label: words('Đưa mẫu vào dùng', 'Take a template into use'),
      by: useTemplate,
      apart: usedApart,
      rows: () => waiting(false),
    },
    {
      ...common,
      kind: 'templates.mend',
      label: words('Sửa mẫu có chỗ điền sai', 'Mend a template with wrong marks'),
      by: dropTemplate,
      rows: () => waiting(true),
    },
  ],
  records: [
    {
      record: 'word_template',
      table: 'word_template',
      states: storedStates.keys,
      settled: {
        used: words('Đã đưa vào dùng từ một ngày.', 'Taken into use from a day.'),
        dropped: words('Đã bỏ, không dùng.', 'Dropped, not used.'),
      },
    },
  ],
}
