import { longDate } from '../../documents/official/model.ts'
import { formatDate } from '../../platform/dates.ts'
import { words } from '../../platform/language.ts'
import type { Context } from '../../platform/operation.ts'
import type { LetterOf } from '../../support/index.ts'
import { type Head, headFields, headOf, listField, templateKind } from '../../templates/index.ts'
import { noEvent } from '../commands.ts'
import { lastDay } from '../rules.ts'
import { inviteeRows } from './rows.ts'
import { addressees } from './rules.ts'

/* The invitation to an event ("Giấy mời"), out of the template in use. */

interface Part {
  readonly heldOn: string
  readonly startsAt: string
  readonly title: string
  readonly speaker: string | null
  readonly speakerFrom: string | null
}

interface InvitationRecord extends Head {
  readonly title: string
  readonly kind: string
  readonly startsOn: string
  readonly endsOn: string | null
  readonly place: string
  readonly goal: string | null
  readonly plan: string
  readonly guests: readonly string[]
  readonly parts: readonly Part[]
}

async function invitationRecord(
  { db }: Pick<Context, 'db'>,
  eventId: number,
  head: Head,
): Promise<InvitationRecord> {
  const event = await db
    .selectFrom('plannedEvent as e')
    .innerJoin('eventKind as k', 'k.id', 'e.kindId')
    .innerJoin('plan as p', 'p.id', 'e.planId')
    .select(['e.title', 'k.name as kind', 'e.startsOn', 'e.endsOn', 'e.place', 'e.goal', 'p.number as plan'])
    .where('e.id', '=', eventId)
    .executeTakeFirst()
  if (event === undefined) throw noEvent()
  const parts = await db
    .selectFrom('eventSession')
    .select(['heldOn', 'startsAt', 'title', 'speaker', 'speakerFrom'])
    .where('eventId', '=', eventId)
    .orderBy('heldOn')
    .orderBy('startsAt')
    .orderBy('id')
    .execute()
  const guests = await inviteeRows(db).where('i.eventId', '=', eventId).orderBy('i.id').execute()
  return { ...head, ...event, parts, guests: guests.map(({ called }) => called) }
}

const dates = (of: Pick<InvitationRecord, 'startsOn' | 'endsOn' | 'parts'>) => {
  const last = lastDay(of)
  const begins = of.parts[0]?.startsAt
  const at = begins === undefined ? '' : `${begins.replace(':', ' giờ ')}, `
  return last === of.startsOn
    ? `${at}${longDate(of.startsOn)}`
    : `${at}từ ${longDate(of.startsOn)} đến ${longDate(last)}`
}

export const invitationTemplate = templateKind<InvitationRecord>({
  key: 'event-invitation',
  label: words('Giấy mời dự sự kiện', 'Invitation to an event'),
  about: words(
    'Khi mời dự hội nghị, hội thảo, khóa đào tạo; có chương trình kèm theo.',
    'When people are invited to a conference, workshop or course, with its programme.',
  ),
  record: words('Sự kiện theo lịch', 'Planned events'),
  fields: {
    ...headFields,
    ten_su_kien: { label: words('Tên sự kiện', 'Name of the event'), value: ({ title }) => title },
    loai_su_kien: { label: words('Loại sự kiện', 'Kind of event'), value: ({ kind }) => kind },
    thoi_gian: { label: words('Thời gian', 'Dates'), value: dates },
    dia_diem: { label: words('Nơi tổ chức', 'Place'), value: ({ place }) => place },
    muc_dich: {
      label: words('Mục đích, nội dung chính', 'Purpose and main contents'),
      value: ({ goal }) => goal ?? '',
    },
    ke_hoach: { label: words('Số, ký hiệu kế hoạch', 'Number of the plan'), value: ({ plan }) => plan },
    khach_moi: { label: words('Khách mời', 'Guests'), value: ({ guests }) => addressees(guests) },
    chuong_trinh: listField<InvitationRecord, Part>({
      label: words('Chương trình sự kiện', 'Programme of the event'),
      rows: ({ parts }) => parts,
      fields: {
        ngay_phan: {
          label: words('Ngày của phần', 'Day of the part'),
          value: ({ heldOn }) => formatDate(heldOn),
        },
        gio_phan: { label: words('Giờ bắt đầu', 'Starts at'), value: ({ startsAt }) => startsAt },
        noi_dung_phan: { label: words('Nội dung của phần', 'What the part is'), value: ({ title }) => title },
        nguoi_trinh_bay: {
          label: words('Người trình bày', 'Speaker'),
          value: ({ speaker, speakerFrom }) => [speaker, speakerFrom].filter(Boolean).join(', '),
        },
      },
    }),
  },
  async records({ db }) {
    const rows = await db
      .selectFrom('plannedEvent')
      .select(['id', 'title'])
      .orderBy('id', 'desc')
      .limit(20)
      .execute()
    return rows.map(({ id, title }) => ({ id, label: words(title, title) }))
  },
  read: async (context, id) => invitationRecord(context, id, await headOf(context, 'invitation')),
  shipped: {
    kind: 'GIẤY MỜI',
    subject: 'Dự {ten_su_kien}',
    addressees: ['{khach_moi}'],
    blocks: [
      {
        type: 'paragraph',
        text: '{co_quan} trân trọng kính mời Quý cơ quan, doanh nghiệp, Ông (Bà) tham dự {ten_su_kien} ({loai_su_kien}), thực hiện Kế hoạch số {ke_hoach}.',
      },
      { type: 'paragraph', text: [{ text: 'Thời gian: ', bold: true }, { text: '{thoi_gian}.' }] },
      { type: 'paragraph', text: [{ text: 'Địa điểm: ', bold: true }, { text: '{dia_diem}.' }] },
      { type: 'paragraph', text: '{#muc_dich}Nội dung: {muc_dich}{/muc_dich}' },
      {
        type: 'table',
        caption: 'Chương trình',
        columns: [
          { title: 'Ngày', width: 1.2 },
          { title: 'Giờ', width: 0.8 },
          { title: 'Nội dung', width: 3.4 },
          { title: 'Người trình bày', width: 2.2 },
        ],
        rows: [
          {
            cells: [
              '{#chuong_trinh}{ngay_phan}',
              '{gio_phan}',
              '{noi_dung_phan}',
              '{nguoi_trinh_bay}{/chuong_trinh}',
            ],
          },
        ],
      },
      { type: 'paragraph', text: 'Rất mong Quý vị đến dự./.' },
    ],
    recipients: ['Như trên', 'Lưu: VT'],
  },
})

export const invitationOf = (eventId: number): LetterOf<InvitationRecord> => ({
  kind: invitationTemplate,
  numbers: 'invitation',
  read: (context, head) => invitationRecord(context, eventId, head),
})
