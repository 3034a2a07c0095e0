import { words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import type { Output } from '../platform/operation.ts'
import { numberOf, type PageRequest, receiver } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { Dong, fields, formPage } from '../ui/index.ts'
import { appraisalCrumbs } from './appraisal-pages.tsx'
import { addCost, removeCost } from './costs.ts'
import { showAppraisal } from './queries.ts'
import { rowsOf } from './rows-form.ts'
import { grounds } from './rules.ts'
import { giveSheet } from './sheets.ts'
import { declareInterest } from './sittings.ts'

/* What members and the office enter: the declaration, the sheet, the lines of the estimate. */

type Shown = Output<typeof showAppraisal>
const appraisalOf = (request: PageRequest) => request.execute(showAppraisal, { id: request.params.id })
const up = (request: PageRequest, { id, title, titleEn }: Shown) => [
  ...appraisalCrumbs(request),
  { label: request.t(title, titleEn), href: `/appraisals/${id}` },
]

/** The appraisal with the one seat that the address names. */
async function seatOf(request: PageRequest) {
  const appraisal = await appraisalOf(request)
  const seat = appraisal.seats.find(({ id }) => id === numberOf(request, 'seat'))
  if (seat === undefined) throw notFound(words('thành viên', 'Member'))
  return { appraisal, seat }
}
const back = ({ appraisal }: { appraisal: Shown }) => `/appraisals/${appraisal.id}`

export const declared = formPage({
  command: declareInterest,
  address: '/appraisals/{id}/seats/{seat}/declaration',
  record: seatOf,
  title: words('Khai xung đột lợi ích', 'Declare a conflict of interest'),
  lead: ({ record: { seat, appraisal }, t }) => `${seat.name} · ${t(appraisal.title, appraisal.titleEn)}`,
  crumbs: (request, { appraisal }) => up(request, appraisal),
  initial: ({ seat }) => ({ declared: seat.declared ?? undefined, text: seat.declaredText ?? undefined }),
  fields: ({ f, t }) => (
    <>
      {f.radio('declared', {
        label: t('Quan hệ với bên được thẩm định', 'Ties to whom it concerns'),
        choices: [
          { value: 'none', label: t('Không có xung đột lợi ích', 'No conflict of interest') },
          ...grounds.choices(t),
        ],
      })}
      {f.area('text', {
        label: t('Nêu rõ', 'Say what it is'),
        hint: t(
          'Khi có xung đột; người khai không tham gia thẩm định hồ sơ này.',
          'Where there is one; whoever has it takes no part in this appraisal.',
        ),
        rows: 3,
      })}
    </>
  ),
  submit: words('Khai xung đột lợi ích', 'Declare a conflict of interest'),
  cancel: back,
  done: ({ id }) => ({
    to: `/appraisals/${id}`,
    message: words('Đã ghi bản khai.', 'The declaration is recorded.'),
  }),
})

export const sheetGiven = formPage({
  command: giveSheet,
  address: '/appraisals/{id}/seats/{seat}/sheet',
  record: seatOf,
  title: words('Nộp phiếu đánh giá', 'Hand in a sheet'),
  lead: ({ record: { seat, appraisal }, t }) => `${seat.name} · ${t(appraisal.title, appraisal.titleEn)}`,
  crumbs: (request, { appraisal }) => up(request, appraisal),
  wide: true,
  fields: ({ f, t, form, request: { language }, record: { appraisal, seat } }) => {
    const any = fields(form, t)
    let at = -1
    return (
      <>
        <p class="hint">
          {t(
            'Phiếu đã nộp không sửa được. Không ai đọc được phiếu này trước khi nộp phiếu của mình.',
            'A sheet that is in is not changed. Nobody reads it before his own is in.',
          )}
        </p>
        {(appraisal.sheet?.groups ?? []).map((group) => (
          <fieldset class="grid gap-3">
            <legend class="mb-1 font-semibold">{t(group.name, group.nameEn)}</legend>
            {group.criteria.map((criterion) => {
              at += 1
              return (
                <>
                  {any.hidden(`points.${at}.criterionId`, criterion.id)}
                  {any.number(`points.${at}.points`, {
                    label: t(criterion.name, criterion.nameEn),
                    hint: t(
                      `Từ 0 đến ${formatNumber(criterion.most, language)} điểm.`,
                      `From 0 to ${formatNumber(criterion.most, language)} points.`,
                    ),
                    required: true,
                  })}
                </>
              )
            })}
          </fieldset>
        ))}
        {(appraisal.rule?.votes ?? []).length === 0
          ? null
          : appraisal.contents.map((content, place) => (
              <>
                {any.hidden(`votes.${place}.contentId`, content.id)}
                {any.radio(`votes.${place}.vote`, {
                  label: t(`Bỏ phiếu: ${content.title}`, `Vote: ${content.titleEn}`),
                  choices: (appraisal.rule?.votes ?? []).map(({ key, name, nameEn }) => ({
                    value: key,
                    label: t(name, nameEn),
                  })),
                })}
              </>
            ))}
        {f.area('remark', { label: t('Nhận xét, kiến nghị', 'Remarks and proposals'), rows: 5 })}
        {seat.mine
          ? null
          : f.file('fileId', {
              label: t('Bản quét phiếu giấy', 'Scan of the paper sheet'),
              hint: t(
                'Phiếu giấy của thành viên không có tài khoản; biên bản ghi rõ là nhập từ giấy.',
                'The paper sheet of a member without an account; the minutes say that it was entered from paper.',
              ),
              required: true,
            })}
      </>
    )
  },
  input: (values) => ({
    points: rowsOf(values, 'points', ['criterionId', 'points']),
    votes: rowsOf(values, 'votes', ['contentId', 'vote']),
  }),
  submit: words('Nộp phiếu đánh giá', 'Hand in a sheet'),
  cancel: back,
  done: ({ id }) => ({ to: `/appraisals/${id}`, message: words('Đã nộp phiếu.', 'The sheet is in.') }),
})

export const costAdded = formPage({
  command: addCost,
  address: '/appraisals/{id}/costs/new',
  record: appraisalOf,
  title: words('Thẩm định một khoản dự toán', 'Appraise a line of the estimate'),
  lead: ({ record, t }) => t(record.title, record.titleEn),
  crumbs: up,
  initial: ({ contents }) => ({
    contentId: contents[0] === undefined ? undefined : String(contents[0].id),
    quantity: '1',
  }),
  fields: ({ f, t, record, request: { language } }) => (
    <>
      <p>
        {t('Kinh phí đề nghị', 'Requested')}: <Dong amount={record.requested} language={language} />
      </p>
      {f.select('contentId', {
        label: t('Nội dung', 'Content'),
        choices: record.contents.map(({ id, title, titleEn }) => ({ value: id, label: t(title, titleEn) })),
      })}
      {f.text('title', { label: t('Khoản chi', 'What is paid for') })}
      {f.text('unit', { label: t('Đơn vị', 'Unit') })}
      {f.number('quantity', { label: t('Số lượng', 'Quantity') })}
      {f.money('unitCost', { label: t('Đơn giá (đồng)', 'Cost of one (đồng)') })}
      {f.money('allowed', {
        label: t('Được chấp nhận (đồng)', 'Allowed (đồng)'),
        hint: t('Để trống: chấp nhận toàn bộ.', 'Left empty: all of it.'),
      })}
      {f.area('cutReason', { label: t('Lý do cắt giảm', 'Why it is cut'), rows: 2 })}
      {f.area('overReason', {
        label: t('Lý do vượt định mức', 'Why a norm is exceeded'),
        hint: t('Chỉ khi định mức cho phép vượt.', 'Only where the norm may be exceeded.'),
        rows: 2,
      })}
    </>
  ),
  submit: words('Ghi khoản dự toán', 'Record the line'),
  cancel: ({ id }) => `/appraisals/${id}`,
  done: ({ id }) => ({
    to: `/appraisals/${id}#costs`,
    message: words('Đã ghi khoản dự toán.', 'The line is recorded.'),
  }),
})

export const costRemoved = receiver({
  command: removeCost,
  address: '/appraisals/{id}/costs/{cost}/removal',
  done: ({ id }) => ({ to: `/appraisals/${id}#costs`, message: words('Đã bỏ.', 'Removed.') }),
})
