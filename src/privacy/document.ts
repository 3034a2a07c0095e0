import { writeOfficialDocx } from '../documents/official/docx.ts'
import type { Block } from '../documents/official/model.ts'
import { formatMoment } from '../platform/dates.ts'
import { toJson } from '../platform/json.ts'
import { type Language, translator } from '../platform/language.ts'
import { personalKinds } from '../platform/personal.ts'
import { markedResult } from '../platform/sample.ts'
import { notStated, personalDataLaw } from './law.ts'
import type { MarkedTable } from './leads.ts'
import { tableNames } from './names.ts'
import type { HeldOnPerson } from './queries.ts'

/** The kinds of which something is held, each with its values, in the order of the register. */
export function byKind(held: HeldOnPerson) {
  return Object.entries(personalKinds).flatMap(([key, kind]) => {
    const values = held.values.filter((value) => value.kind === key)
    return values.length === 0 ? [] : [{ key, kind, values }]
  })
}

/** What is held on a person as JSON, each kind with its purpose, origin and retention in both languages. */
export function heldJson(held: HeldOnPerson): string {
  const kinds = byKind(held).map(({ key, kind: { name, purpose, from, retention } }) => ({
    kind: key,
    name,
    purpose,
    from,
    basis: null,
    retention,
  }))
  return `${toJson(markedResult({ law: personalDataLaw, kinds, ...held }), 2)}\n`
}

/** What is held on a person as a document to read (DOCX), by kind: what for, where from, how long, and each value. */
export async function heldDocument(
  held: HeldOnPerson,
  { language, issuer, place, date }: { language: Language; issuer: string; place: string; date: string },
): Promise<Uint8Array> {
  const t = translator(language)
  const { accounts, names, emails, phones } = held.person
  const who = [...new Set([...names, ...accounts.map(({ name }) => name), ...emails, ...phones])].join(', ')
  const table = (columns: readonly string[], rows: readonly (readonly string[])[]): Block => ({
    type: 'table',
    columns: columns.map((title, at) => ({ title, width: at === columns.length - 1 ? 3 : 1.2 })),
    rows: rows.map((cells) => ({ cells })),
    fontSize: 10,
  })
  const moment = (at: string | null) => (at === null ? '' : formatMoment(at))
  const kinds = byKind(held).flatMap(({ kind, values }): Block[] => [
    { type: 'heading', level: 2, text: t(kind.name) },
    {
      type: 'list',
      mark: 'dash',
      items: [
        `${t('Mục đích', 'Purpose of processing')}: ${t(kind.purpose)}`,
        `${t('Lấy từ', 'Where from')}: ${t(kind.from)}`,
        `${t('Căn cứ pháp lý', 'Legal basis')}: ${t(notStated)}`,
        `${t('Lưu giữ', 'Retention')}: ${t(kind.retention ?? notStated)}`,
      ],
    },
    table(
      [t('Ở đâu', 'Where'), t('Mục', 'Field'), t('Khóa', 'Key'), t('Nội dung', 'Content')],
      values.map(({ table, column, key, value }) => [
        t(tableNames[table as MarkedTable]),
        column,
        key,
        value ?? t('(có giữ, không hiển thị)', '(kept, not shown)'),
      ]),
    ),
  ])
  return writeOfficialDocx({
    issuer,
    number: null,
    symbol: 'DLCN',
    place,
    date,
    kind: t('BẢN TRÍCH', 'EXTRACT'),
    subject: t('Dữ liệu cá nhân đang giữ', 'Personal data held'),
    blocks: [
      { type: 'paragraph', text: `${t('Người', 'Person')}: ${who}` },
      { type: 'paragraph', text: `${t(personalDataLaw)}.` },
      ...kinds,
      { type: 'heading', level: 2, text: t('Nhật ký thao tác', 'Audit trail') },
      table(
        [t('Lúc', 'At'), t('Lệnh', 'Command'), t('Đối tượng', 'Subject'), t('Nội dung', 'Content')],
        held.records.map(({ at, command, subject, passages }) => [
          moment(at),
          command,
          subject ?? '',
          passages,
        ]),
      ),
      { type: 'heading', level: 2, text: t('Các lần ghi trước', 'Former states') },
      table(
        [t('Lúc', 'At'), t('Ở đâu', 'Where'), t('Khóa', 'Key'), t('Nội dung', 'Content')],
        held.history.map(({ at, table, key, passages }) => [moment(at), table, key, passages]),
      ),
      ...(held.cutOff.length === 0
        ? []
        : [
            {
              type: 'paragraph' as const,
              text: `${t('Còn nữa ở', 'There is more in')}: ${held.cutOff.join(', ')}`,
            },
          ]),
    ],
    recipients: [],
    signature: { authority: [], name: '' },
  })
}
