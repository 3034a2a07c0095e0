import { longDate } from '../../documents/official/model.ts'
import { formatDate } from '../../platform/dates.ts'
import { words } from '../../platform/language.ts'
import type { Context } from '../../platform/operation.ts'
import type { LetterOf } from '../../support/index.ts'
import { type Head, headFields, headOf, listField, templateKind } from '../../templates/index.ts'
import { noEvent } from '../commands.ts'
import { lastDay } from '../rules.ts'

/* The minutes of an event ("Biên bản"), out of the template in use, with its conclusions. */

interface Conclusion {
  readonly number: number
  readonly content: string
  readonly agency: string
  readonly dueOn: string
}

interface MinutesRecord extends Head {
  readonly title: string
  readonly kind: string
  readonly startsOn: string
  readonly endsOn: string | null
  readonly place: string
  readonly chairedBy: string
  readonly secretary: string
  readonly attended: string
  readonly course: string
  readonly conclusions: readonly Conclusion[]
}

async function minutesRecord(
  { db }: Pick<Context, 'db'>,
  eventId: number,
  head: Head,
): Promise<MinutesRecord> {
  const event = await db
    .selectFrom('plannedEvent as e')
    .innerJoin('eventKind as k', 'k.id', 'e.kindId')
    .leftJoin('eventMinutes as m', 'm.eventId', 'e.id')
    .select(['e.title', 'k.name as kind', 'e.startsOn', 'e.endsOn', 'e.place'])
    .select(['m.chairedBy', 'm.secretary', 'm.attended', 'm.course'])
    .where('e.id', '=', eventId)
    .executeTakeFirst()
  if (event === undefined) throw noEvent()
  const conclusions = await db
    .selectFrom('eventConclusion as c')
    .innerJoin('agency as a', 'a.id', 'c.agencyId')
    .select(['c.number', 'c.content', 'a.name as agency', 'c.dueOn'])
    .where('c.eventId', '=', eventId)
    .where('c.state', '<>', 'dropped')
    .orderBy('c.number')
    .execute()
  const { chairedBy, secretary, attended, course, ...facts } = event
  return {
    ...{ ...head, ...facts, conclusions, chairedBy: chairedBy ?? '', secretary: secretary ?? '' },
    ...{ attended: attended ?? '', course: course ?? '' },
  }
}

const dates = (of: MinutesRecord) => {
  const last = lastDay(of)
  return last === of.startsOn ? longDate(last) : `từ ${longDate(of.startsOn)} đến ${longDate(last)}`
}

const lead = (label: string, mark: string) =>
  ({ type: 'paragraph', text: [{ text: `${label}: `, bold: true }, { text: mark }] }) as const

const minutesTemplate = templateKind<MinutesRecord>({
  key: 'event-minutes',
  label: words('Biên bản sự kiện', 'Minutes of an event'),
  about: words(
    'Sau hội nghị, hội thảo: thành phần, diễn biến, kết luận.',
    'After a conference or workshop: who attended, what was said, what was concluded.',
  ),
  record: words('Sự kiện theo lịch', 'Planned events'),
  fields: {
    ...headFields,
    ten_su_kien: { label: words('Tên sự kiện', 'Name of the event'), value: ({ title }) => title },
    loai_su_kien: { label: words('Loại sự kiện', 'Kind of event'), value: ({ kind }) => kind },
    thoi_gian: { label: words('Thời gian', 'Dates'), value: dates },
    dia_diem: { label: words('Nơi tổ chức', 'Place'), value: ({ place }) => place },
    chu_tri_su_kien: { label: words('Chủ trì', 'Chaired by'), value: ({ chairedBy }) => chairedBy },
    thu_ky: { label: words('Thư ký', 'Secretary'), value: ({ secretary }) => secretary },
    thanh_phan: {
      label: words('Thành phần tham dự', 'Who attended'),
      value: ({ attended }) => attended,
    },
    dien_bien: {
      label: words('Diễn biến, ý kiến trao đổi', 'Course and what was said'),
      value: ({ course }) => course,
    },
    ket_luan: listField<MinutesRecord, Conclusion>({
      label: words('Các kết luận của sự kiện', 'Conclusions of the event'),
      rows: ({ conclusions }) => conclusions,
      fields: {
        stt: { label: words('Số thứ tự', 'Position'), value: ({ number }) => String(number) },
        noi_dung_ket_luan: {
          label: words('Nội dung kết luận', 'What was concluded'),
          value: ({ content }) => content,
        },
        co_quan_thuc_hien: {
          label: words('Cơ quan thực hiện', 'Implementing agency'),
          value: ({ agency }) => agency,
        },
        han_thuc_hien: {
          label: words('Hạn thực hiện kết luận', 'To be carried out by'),
          value: ({ dueOn }) => formatDate(dueOn),
        },
      },
    }),
  },
  async records({ db }) {
    const rows = await db
      .selectFrom('plannedEvent as e')
      .innerJoin('eventMinutes as m', 'm.eventId', 'e.id')
      .select(['e.id', 'e.title'])
      .orderBy('e.id', 'desc')
      .limit(20)
      .execute()
    return rows.map(({ id, title }) => ({ id, label: words(title, title) }))
  },
  read: async (context, id) => minutesRecord(context, id, await headOf(context, 'minutes')),
  shipped: {
    kind: 'BIÊN BẢN',
    subject: '{ten_su_kien}',
    blocks: [
      lead('Thời gian', '{thoi_gian}'),
      lead('Địa điểm', '{dia_diem}'),
      lead('Chủ trì', '{chu_tri_su_kien}'),
      lead('Thư ký', '{thu_ky}'),
      lead('Thành phần tham dự', '{thanh_phan}'),
      { type: 'heading', level: 1, text: 'Diễn biến' },
      { type: 'paragraph', text: '{dien_bien}' },
      { type: 'heading', level: 1, text: 'Kết luận' },
      {
        type: 'table',
        columns: [
          { title: 'STT', width: 0.5 },
          { title: 'Nội dung kết luận', width: 4 },
          { title: 'Cơ quan thực hiện', width: 2 },
          { title: 'Hạn', width: 1.2 },
        ],
        rows: [
          {
            cells: [
              '{#ket_luan}{stt}',
              '{noi_dung_ket_luan}',
              '{co_quan_thuc_hien}',
              '{han_thuc_hien}{/ket_luan}',
            ],
          },
        ],
      },
      {
        type: 'table',
        columns: [
          { title: 'THƯ KÝ', align: 'center' },
          { title: 'CHỦ TRÌ', align: 'center' },
        ],
        rows: [{ cells: ['\n\n\n{thu_ky}', '\n\n\n{chu_tri_su_kien}'] }],
      },
    ],
    recipients: ['Các cơ quan thực hiện kết luận', 'Lưu: VT'],
  },
})

export const minutesOf = (eventId: number): LetterOf<MinutesRecord> => ({
  kind: minutesTemplate,
  numbers: null,
  read: (context, head) => minutesRecord(context, eventId, head),
})
