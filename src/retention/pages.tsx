import { words } from '../platform/language.ts'
import { formatMegabytes } from '../platform/megabytes.ts'
import { formatNumber, written } from '../platform/numbers.ts'
import type { Output } from '../platform/operation.ts'
import { numberOf, type PageRequest, page, receiver, type View } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { Act, Day, Empty, Facts, formPage, Moment, Notice, RecordTable, Section, Table } from '../ui/index.ts'
import { confirmRetention, setRetention } from './commands.ts'
import { automatic, retentionKinds } from './kinds.ts'
import { showDue, showRetention } from './queries.ts'
import type { Kind } from './row-kinds.ts'

const crumbs = ({ t }: PageRequest) => [
  { label: t('Thời hạn lưu', 'Periods of retention'), href: '/retention' },
]

type Shown = Output<typeof showRetention>

export const retentionPage = page({
  route: 'GET /retention',
  for: showRetention,
  place: { group: 'system', order: 47, label: words('Thời hạn lưu', 'Periods of retention') },
  async run(request) {
    const { t } = request
    const { kinds, done } = await request.execute(showRetention, {})
    return {
      title: t('Thời hạn lưu', 'Periods of retention'),
      lead: t(
        'Những gì không còn dùng đến được liệt kê mỗi giờ khi hết thời hạn lưu; chỉ xóa khi quản trị viên xác nhận.',
        'What is of no use any more is listed every hour once its period is over; it is removed when an administrator confirms it.',
      ),
      body: (
        <>
          <Kinds request={request} kinds={kinds} />
          <Section title={t('Tự xóa, không hỏi', 'Removed without asking')} id="automatic">
            <Facts items={automatic.map(({ name, after }) => [t(name), t(after)])} columns={2} />
          </Section>
          <Done request={request} done={done} />
        </>
      ),
    }
  },
})

function Kinds({ request, kinds }: { request: PageRequest; kinds: Shown['kinds'] }) {
  const { t, language } = request
  const heads = {
    kind: t('Loại', 'Kind'),
    days: t('Giữ thêm', 'Kept for'),
    source: t('Căn cứ pháp lý', 'Legal basis'),
    due: t('Chờ xác nhận', 'Wait to be confirmed'),
    act: t('Việc', 'Action'),
  }
  return (
    <Section title={t('Theo loại', 'By kind')} id="kinds">
      <RecordTable
        caption={t('Thời hạn lưu theo loại', 'Retention by kind')}
        stack
        rows={kinds}
        columns={[
          {
            head: heads.kind,
            cell: ({ kind }) => (
              <>
                {t(retentionKinds[kind].name)}
                <span class="hint block font-normal">{t(retentionKinds[kind].what)}</span>
              </>
            ),
          },
          {
            head: heads.days,
            cell: ({ days, reason, set }) => (
              <>
                {days === null
                  ? t('Chưa đặt', 'Not set')
                  : t(`${formatNumber(days, language)} ngày`, `${formatNumber(days, language)} days`)}
                <span class="hint block">
                  {set
                    ? reason
                    : days === null
                      ? t('không liệt kê gì cho đến khi đặt', 'nothing is listed until it is set')
                      : t('chương trình đề xuất', 'proposed by the program')}
                </span>
              </>
            ),
          },
          {
            head: heads.source,
            cell: ({ source }) =>
              source ?? t('Chưa nêu: không tìm thấy quy định', 'Not stated: no rule was found'),
          },
          {
            head: heads.due,
            cell: ({ kind, open }) =>
              (retentionKinds[kind] as Kind).byItself ? (
                t('tự xóa, không hỏi', 'removed without asking')
              ) : open === null ? (
                t('chưa liệt kê', 'not listed yet')
              ) : open.due === 0 ? (
                '0'
              ) : (
                <a href={`/retention/${open.id}`}>{formatNumber(open.due, language)}</a>
              ),
          },
          {
            head: heads.act,
            cell: ({ kind }) => (
              <Act command={setRetention} request={request} href={`/retention/${kind}/period`} small>
                {t('Đổi thời hạn', 'Change the period')}
              </Act>
            ),
          },
        ]}
      />
    </Section>
  )
}

function Done({ request, done }: { request: PageRequest; done: Shown['done'] }) {
  const { t, language } = request
  const heads = {
    at: t('Lúc', 'At'),
    kind: t('Loại', 'Kind'),
    removed: t('Số mục đã xóa', 'Items removed'),
    bytes: t('Dung lượng (MB)', 'Size (MB)'),
    by: t('Người xác nhận', 'Confirmed by'),
  }
  return (
    <Section title={t('Đã xóa theo thời hạn', 'Removed so far')} id="done">
      {done.length === 0 ? (
        <Empty>{t('Chưa xóa gì.', 'Nothing has been removed yet.')}</Empty>
      ) : (
        <RecordTable
          caption={t('Đã xóa theo thời hạn lưu', 'Removed at the end of a period')}
          stack
          rows={done}
          columns={[
            { head: heads.at, cell: (run) => <Moment at={run.doneAt} /> },
            { head: heads.kind, cell: (run) => t(retentionKinds[run.kind].name) },
            { head: heads.removed, num: true, cell: (run) => formatNumber(run.removed, language) },
            {
              head: heads.bytes,
              num: true,
              cell: (run) => (run.bytes === 0 ? '—' : formatMegabytes(run.bytes, language)),
            },
            { head: heads.by, cell: (run) => run.by },
          ]}
        />
      )}
    </Section>
  )
}

async function dueView(request: PageRequest): Promise<View> {
  const { t, language, mayOpen } = request
  const list = await request.execute(showDue, { id: numberOf(request, 'id') })
  const kind: Kind = retentionKinds[list.kind]
  const proposes = kind.proposes === true
  return {
    title: t(kind.name),
    lead: t(kind.what),
    breadcrumbs: crumbs(request),
    body: (
      <>
        <Notice
          tone="warning"
          title={
            proposes
              ? t(
                  `${formatNumber(list.due, language)} người sẽ được đề xuất xóa`,
                  `${formatNumber(list.due, language)} persons will be proposed for erasure`,
                )
              : t(
                  `${formatNumber(list.due, language)} mục sẽ bị xóa`,
                  `${formatNumber(list.due, language)} items will be removed`,
                )
          }
        >
          <p class="mb-3">
            {t('Không dùng đến từ trước ', 'Of no use since before ')}
            <Moment at={list.before} />
            {proposes
              ? t(
                  '. Xác nhận là đề xuất xóa; người khác duyệt từng đề xuất ở Xóa dữ liệu cá nhân.',
                  '. Confirming proposes the erasures; another person carries each out under Erasures.',
                )
              : t('. Xóa rồi thì không lấy lại được.', '. What is removed does not come back.')}
          </p>
          <Act
            command={confirmRetention}
            request={request}
            action={`/retention/${list.id}/confirmation`}
            kind="danger"
          >
            {proposes ? t('Đề xuất xóa', 'Propose the erasure') : t('Xác nhận xóa', 'Confirm the removal')}
          </Act>
        </Notice>
        <Section title={t('Những mục lâu nhất', 'The oldest of them')} id="items">
          {list.items.length === 0 ? (
            <Empty>{t('Không còn mục nào.', 'None is left.')}</Empty>
          ) : (
            <Table caption={t('Những mục sẽ bị xóa', 'What will be removed')} stack>
              <thead>
                <tr>
                  <th>{t('Mục', 'Item')}</th>
                  <th>{t('Không dùng từ', 'Of no use since')}</th>
                </tr>
              </thead>
              <tbody>
                {list.items.map(({ label, labelEn, href, since }) => (
                  <tr>
                    <td class="break-words" data-label={t('Mục', 'Item')}>
                      {href !== null && mayOpen(href) ? (
                        <a href={href}>{t(label, labelEn)}</a>
                      ) : (
                        t(label, labelEn)
                      )}
                    </td>
                    <td data-label={t('Không dùng từ', 'Of no use since')}>
                      <Day day={since.slice(0, 10)} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </Table>
          )}
        </Section>
      </>
    ),
  }
}

export const duePage = page({ route: 'GET /retention/{id}', for: showDue, run: dueView })

export const dueConfirmation = receiver({
  command: confirmRetention,
  address: '/retention/{id}/confirmation',
  done: (output) => {
    const { vi, en } = written(output)
    return {
      to: '/retention#done',
      message: words(
        `Đã xóa hoặc đề xuất xóa ${vi.removed} mục.`,
        `${en.removed} items are removed or proposed for erasure.`,
      ),
    }
  },
  again: dueView,
})

export const periodPages = formPage({
  command: setRetention,
  address: '/retention/{kind}/period',
  async record(request) {
    const { kinds } = await request.execute(showRetention, {})
    const found = kinds.find(({ kind }) => kind === request.params.kind)
    if (found === undefined) throw notFound(words('loại', 'Kind'))
    return found
  },
  title: words('Đổi thời hạn lưu', 'Change how long it is kept'),
  lead: ({ t, record }) => t(retentionKinds[record.kind].name),
  crumbs,
  initial: ({ days, source }) => ({ days: days === null ? '' : String(days), source: source ?? '' }),
  fields: ({ f, t }) => (
    <>
      {f.number('days', { label: t('Số ngày', 'Days'), required: true })}
      {f.text('source', {
        label: t('Căn cứ pháp lý', 'Legal basis'),
        hint: t(
          'Số hiệu văn bản và điều khoản. Để trống nếu đơn vị tự đặt.',
          'The instrument and its article. Left empty where the house sets it.',
        ),
      })}
      {f.area('reason', { label: t('Lý do', 'Reason'), required: true })}
    </>
  ),
  submit: words('Lưu', 'Save'),
  cancel: '/retention',
  done: () => ({ to: '/retention', message: words('Đã lưu thời hạn.', 'The period is saved.') }),
})
