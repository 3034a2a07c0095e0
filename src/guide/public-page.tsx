import { formatDate } from '../platform/dates.ts'
import type { Translate } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import type { Output } from '../platform/operation.ts'
import { type PageRequest, page } from '../platform/page.ts'
import { contentKinds } from '../support/index.ts'
import { AskedText, Badge, Facts, LinkButton, Notice, Section } from '../ui/index.ts'
import { Parts, References } from './entry-text.tsx'
import { crumbs, title } from './list-pages.tsx'
import { showGuide } from './public-queries.ts'
import { leastTurns } from './rules.ts'

type Shown = Output<typeof showGuide>

/** One entry, for everybody; it prints on A4. */
export const guideEntryPage = page({
  route: 'GET /guide/{id}',
  for: showGuide,
  async run(request) {
    const { t, mayOpen } = request
    const entry = await request.execute(showGuide, { id: request.params.id })
    return {
      title: t(entry.title, entry.titleEn),
      lead: t(contentKinds.names[entry.kind]),
      breadcrumbs: crumbs(request),
      actions: (
        <span class="no-print flex flex-wrap gap-2">
          <Apply entry={entry} request={request} />
          {mayOpen(`/guide/entries/${entry.id}`) ? (
            <LinkButton href={`/guide/entries/${entry.id}`}>
              {t('Sửa, xem các bản', 'Edit, see editions')}
            </LinkButton>
          ) : null}
        </span>
      ),
      body: (
        <>
          {entry.active ? null : (
            <Notice tone="warning">
              {t('Nội dung này hiện không được hỗ trợ.', 'This content is not supported at present.')}
            </Notice>
          )}
          <Parts of={entry} t={t} />
          <Experience of={entry.experience} request={request} />
          <Examples of={entry.examples} t={t} />
          <Calls entry={entry} request={request} />
          <References of={entry.references} t={t} />
          <p class="hint">
            {t(
              `Bản ${entry.edition}, công bố ngày ${formatDate(entry.publishedOn)}.`,
              `Edition ${entry.edition}, published on ${formatDate(entry.publishedOn)}.`,
            )}{' '}
            {entry.shipped
              ? t(
                  'Bản này kèm theo phần mềm, viết từ các nguồn nêu trên; cơ quan của tỉnh chưa rà soát.',
                  'This edition came with the program, written from the sources above; the office of the province has not gone through it.',
                )
              : null}
          </p>
        </>
      ),
    }
  },
})

/** One step to what can be done: the open call of the content, or an application. */
function Apply({ entry, request }: { entry: Shown; request: PageRequest }) {
  const { t, mayOpen } = request
  const open = entry.calls.find((call) => call.open)
  if (!entry.active) return null
  if (open !== undefined)
    return (
      <LinkButton href={`/calls/open#call-${open.id}`} kind="primary">
        {t('Xem đợt đang nhận hồ sơ', 'See the open call')}
      </LinkButton>
    )
  if (mayOpen('/applications/writing/new'))
    return (
      <LinkButton href={`/applications/writing/new?contentId=${entry.contentId}`} kind="primary">
        {t('Lập hồ sơ đề nghị', 'Begin an application')}
      </LinkButton>
    )
  return (
    <LinkButton href="/eligibility" kind="primary">
      {t('Tôi có được hỗ trợ không?', 'Could I be supported?')}
    </LinkButton>
  )
}

/** What the province's own turns took and cost. */
function Experience({ of, request }: { of: Shown['experience']; request: PageRequest }) {
  const { t, language } = request
  const little = t('Chưa đủ dữ liệu', 'Not enough data')
  const dong = (amount: bigint | null, n: number) =>
    amount === null
      ? `${little} (n = ${n})`
      : t(
          `${formatDong(amount, language)} đồng (n = ${n})`,
          `${formatDong(amount, language)} đồng (n = ${n})`,
        )
  return (
    <Section
      title={t('Thời gian, chi phí trong tỉnh', 'Time and cost in the province')}
      id="experience"
      lead={t(
        `Trung vị của các lượt hỗ trợ đã hoàn thành; n là số lượt. Dưới ${leastTurns} lượt thì không nêu số.`,
        `Medians of support turns that have finished; n is their number. With fewer than ${leastTurns} no figure is shown.`,
      )}
    >
      <Facts
        columns={2}
        items={[
          [
            t('Từ quyết định đến hoàn thành', 'From the decision to the end'),
            of.days === null
              ? `${little} (n = ${of.n})`
              : t(`${of.days} ngày (n = ${of.n})`, `${of.days} days (n = ${of.n})`),
          ],
          [t('Chương trình đã chi mỗi lượt', 'Paid by the programme for each'), dong(of.support, of.n)],
          [
            t('Doanh nghiệp dự kiến tự bỏ ra', 'What enterprises planned to put in themselves'),
            dong(of.own, of.ownN),
          ],
        ]}
      />
    </Section>
  )
}

function Examples({ of, t }: { of: Shown['examples']; t: Translate }) {
  if (of.length === 0) return null
  return (
    <Section
      title={t('Ví dụ từ doanh nghiệp', 'Examples of enterprises')}
      id="examples"
      lead={t('Doanh nghiệp đã đồng ý cho nêu tên.', 'The enterprises have agreed to be named.')}
    >
      <ul class="grid gap-3">
        {of.map(({ enterprise, story, storyEn }) => (
          <li>
            <p class="font-semibold">{enterprise}</p>
            <p class="max-w-prose whitespace-pre-line">{t(story, storyEn)}</p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Calls({ entry, request }: { entry: Shown; request: PageRequest }) {
  const { t } = request
  return (
    <Section title={t('Đợt nhận hồ sơ cho nội dung này', 'Calls for this content')} id="calls">
      {entry.calls.length === 0 ? (
        <p class="hint">
          {t(
            'Hiện không có đợt nào nhận hồ sơ cho nội dung này.',
            'No call takes applications for this content now.',
          )}
        </p>
      ) : (
        <ul class="grid list-disc gap-1 pl-5">
          {entry.calls.map((call) => (
            <li>
              <a href={`/calls/open#call-${call.id}`}>{call.title}</a>{' '}
              {call.open ? (
                <Badge tone="success">{t('Đang nhận hồ sơ', 'Open for applications')}</Badge>
              ) : (
                <Badge tone="info">{t('Sắp mở', 'Ahead')}</Badge>
              )}{' '}
              <span class="hint">
                {t(`đến hết ${formatDate(call.closesOn)}`, `until the end of ${formatDate(call.closesOn)}`)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

/** The guide on the public home: a search without accents, and its kinds. */
export function GuideBrief({ request }: { request: PageRequest }) {
  const { t } = request
  return (
    <Section title={t(title)} id="guide">
      <form action="/guide" method="get" class="flex max-w-xl flex-wrap items-end gap-2">
        <div class="grow">
          <AskedText
            request={request}
            name="q"
            label={t('Tìm hệ thống, công cụ, tiêu chuẩn', 'Find a system, tool or standard')}
            hint={t('Gõ không dấu cũng được, ví dụ: truy xuat nguon goc.', 'Accents may be left out.')}
          />
        </div>
        <button type="submit" class="btn">
          {t('Tìm trong hướng dẫn', 'Search the guide')}
        </button>
      </form>
      <p class="mt-3">
        {contentKinds.keys.map((key, at) => (
          <>
            {at === 0 ? null : ' · '}
            <a href={`/guide?kind=${key}`}>{t(contentKinds.names[key])}</a>
          </>
        ))}
      </p>
    </Section>
  )
}
