import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { draftOffers } from '../drafts/index.ts'
import { NoMailServer, readAt, unreadNotices } from '../notices/index.ts'
import { chosenBeside, type Plan } from '../plan/index.ts'
import { asset } from '../platform/assets.ts'
import { yearSpan } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'
import type { Crumb, Page, PageRequest, View } from '../platform/page.ts'
import type { Flash, Resend } from '../platform/page-answer.ts'
import { formerPage } from '../platform/pages.ts'
import type { Problem } from '../platform/problem.ts'
import { faultWords, requestId } from '../platform/request.ts'
import { markedTitle, sampleWords } from '../platform/sample.ts'
import type { System } from '../platform/system.ts'
import { administratorWarnings } from '../platform/warnings.ts'
import { infectedToTell } from '../scanning/index.ts'
import { noteOpened, pageHelpView } from '../search/index.ts'
import { talkSection } from '../talk/index.ts'
import { recordTop } from '../work/index.ts'
import { Breadcrumbs, wayUp } from './breadcrumbs.tsx'
import { entriesOf, keptNavigation } from './menu.tsx'
import { officeNames } from './office.ts'
import { ResendForm } from './resend.tsx'
import { TopBar } from './top-bar.tsx'
import { workBadges, workMark } from './work-badge.tsx'

/** What every page stands in: head, navigation by what the user may open, the page, and the foot. */
export function shellOf(system: System, pages: readonly Page[]) {
  const navigation = keptNavigation(entriesOf(pages))
  const crumbs = wayUp(pages)
  const office = officeNames()
  const badge = workBadges()
  return async (request: PageRequest, view: View, flash: Flash | null): Promise<string> => {
    const menu = navigation(request)
    const shown = view.status === undefined || view.status === 200
    // What a notice is about is read by opening it, however one came to it.
    if (shown) await readAt(request)
    const [plan, infected, unread, count, top, talk, drafts, named] = await Promise.all([
      chosenBeside(system.db, request.planId),
      infectedToTell(system, request.actor),
      unreadNotices(system.db, request.actor),
      menu?.includes(workMark) ? badge(request, flash !== null) : '',
      shown || view.record !== undefined ? recordTop(request, view.record) : null,
      shown ? talkSection(request) : null,
      shown ? draftOffers(request) : null,
      office(request),
      shown ? noteOpened(request) : null,
    ])
    const page = (
      <Shell
        navigation={menu?.replaceAll(workMark, count) ?? null}
        request={request}
        view={view}
        flash={flash}
        plan={plan}
        infected={infected}
        unread={unread}
        top={top}
        talk={talk}
        drafts={drafts}
        office={named}
        crumbs={crumbs(request, view)}
      />
    )
    // A part of the page may still be waiting for what it shows: it then comes as a promise.
    return String(await page.toString())
  }
}

/** Where an administrator begins: the first page and the set-up. */
const administratorsSee: ReadonlySet<string> = new Set(['/', '/work', '/dashboard', '/setup', '/accounts'])

function Shell(props: {
  navigation: string | null
  request: PageRequest
  view: View
  flash: Flash | null
  /** The plan that the user works in when it is not the one in force. */
  plan: Plan | null
  infected: Awaited<ReturnType<typeof infectedToTell>>
  /** Notices that the user has not read. */
  unread: number
  /** Where the record stands that the page is of, and who is in charge of it. */
  top: Child
  /** What people write on that record. */
  talk: Child
  /** Drafts that the user has of the page's forms. */
  drafts: Child
  /** The agency or enterprise that the user acts for. */
  office: string | null
  crumbs: readonly Crumb[]
}) {
  const { request, view, plan, navigation } = props
  const { t, language, actor } = request
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${markedTitle(view.title, t)} · ${t('Năng suất chất lượng', 'Productivity and quality')}`}</title>
        <link rel="stylesheet" href={asset('app.css')} />
        <link rel="icon" href={asset('favicon.svg')} type="image/svg+xml" />
        <script src={asset('app.js')} defer></script>
      </head>
      <body>
        <a
          class="sr-only focus:not-sr-only focus:absolute focus:z-30 focus:bg-base-100 focus:p-3"
          href="#main"
        >
          {t('Tới nội dung chính', 'Skip to the content')}
        </a>
        <TopBar request={request} navigation={navigation} unread={props.unread} office={props.office} />
        <SampleMark request={request} />
        {actor.grants.has('admin') ? <Warnings request={request} /> : null}
        <InfectedFiles request={request} files={props.infected} />
        <OtherPlan request={request} plan={plan} />
        <div class="mx-auto flex w-full max-w-[88rem] gap-6 px-3 py-4 sm:px-5">
          {navigation === null ? null : (
            <nav class="side hidden w-56 shrink-0 lg:block" aria-label={t('Mục chính', 'Main')}>
              {raw(navigation)}
            </nav>
          )}
          <main id="main" class="min-w-0 grow">
            <Heading request={request} view={view} crumbs={props.crumbs} />
            {actor.grants.has('admin') && administratorsSee.has(request.url.pathname) ? (
              <NoMailServer request={request} />
            ) : null}
            {view.status === undefined || view.status === 200 ? pageHelpView(request) : null}
            {props.drafts}
            {props.top}
            {props.flash === null ? null : (
              <div class="mb-4 rounded-box border-l-4 border-success bg-success/5 p-3" role="status">
                {props.flash.text}
              </div>
            )}
            <Body view={view} talk={props.talk} />
          </main>
        </div>
        <Footer request={request} />
      </body>
    </html>
  )
}

/** The page; of a record with its story beside it, below it on a phone. */
function Body({ view: { body, record }, talk }: { view: View; talk: Child }) {
  if (record === undefined) {
    return (
      <>
        {body}
        {talk}
      </>
    )
  }
  return (
    <div class={`record ${talk === null || record.wide === true ? '' : 'with-story'}`}>
      <div class="record-body min-w-0">{body}</div>
      {talk === null ? null : <div class="record-story min-w-0">{talk}</div>}
      {record.late === undefined ? null : <div class="record-late min-w-0">{record.late}</div>}
    </div>
  )
}

/** Says on each page that the data are made up, where they are. */
function SampleMark({ request: { t, system } }: { request: PageRequest }) {
  if (!system.sample) return null
  return (
    <aside
      class="bg-warning px-4 py-1.5 text-center font-semibold text-warning-content"
      aria-label={t('Loại số liệu', 'Kind of data')}
    >
      {t(sampleWords)}: {t('không phải số liệu thật', 'not real figures')}
    </aside>
  )
}

/** Says which plan the user works in when it is not the one in force. */
function OtherPlan({ request: { t }, plan }: { request: PageRequest; plan: Plan | null }) {
  if (plan === null) return null
  return (
    <p class="bg-info/15 px-4 py-1.5 text-center" role="status">
      {t(
        `Đang làm việc với Kế hoạch ${plan.number} (${yearSpan(plan.firstYear, plan.lastYear)})`,
        `Working in Plan ${plan.number} (${yearSpan(plan.firstYear, plan.lastYear, 'en')})`,
      )}
      {' · '}
      <a class="underline" href="/plan?plan=">
        {t('Trở về kế hoạch đang thực hiện', 'Back to the plan in force')}
      </a>
    </p>
  )
}

/** The way up to the page, its title and its buttons. */
function Heading({
  request: { t },
  view,
  crumbs,
}: {
  request: PageRequest
  view: View
  crumbs: readonly Crumb[]
}) {
  return (
    <>
      <Breadcrumbs t={t} crumbs={crumbs} />
      <div class="mb-4 flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div class="min-w-0">
          <h1>{view.title}</h1>
          {view.lead === undefined ? null : <p class="mt-1 max-w-prose text-base-content/80">{view.lead}</p>}
        </div>
        {view.actions ? <div class="no-print flex flex-wrap gap-2 empty:hidden">{view.actions}</div> : null}
      </div>
    </>
  )
}

function Footer({ request: { t } }: { request: PageRequest }) {
  return (
    <footer class="mx-auto max-w-[88rem] px-5 py-6 text-sm text-base-content/75">
      <p>
        {t(
          'Chương trình hỗ trợ doanh nghiệp nâng cao năng suất và chất lượng sản phẩm, hàng hóa',
          'Programme for raising the productivity and quality of enterprises',
        )}
        {' · '}
        <a class="underline" href="/privacy">
          {t('Dữ liệu cá nhân', 'Personal data')}
        </a>
        {' · '}
        <a class="underline" href="/api">
          API
        </a>
      </p>
    </footer>
  )
}

/** What only administrators are told, on each of their pages until the program starts anew. */
function Warnings({ request: { t, system } }: { request: PageRequest }) {
  const warnings = administratorWarnings(system)
  if (warnings.length === 0) return null
  return (
    <aside
      class="bg-error/10 px-4 py-2"
      aria-label={t('Cảnh báo cho quản trị viên', 'Warnings to administrators')}
    >
      <ul class="mx-auto grid max-w-[88rem] list-disc gap-1 pl-5">
        {warnings.map((words) => (
          <li>{t(words)}</li>
        ))}
      </ul>
    </aside>
  )
}

/** Tells whoever uploaded an infected file, its enterprise and the officers; they have to bring a clean one. */
function InfectedFiles(props: { request: PageRequest; files: Awaited<ReturnType<typeof infectedToTell>> }) {
  const { t } = props.request
  if (props.files.length === 0) return null
  return (
    <aside class="bg-error/10 px-4 py-2" aria-label={t('Tệp nhiễm mã độc', 'Infected files')}>
      <ul class="mx-auto grid max-w-[88rem] list-disc gap-1 pl-5 break-words">
        {props.files.map(({ name, signature }) => (
          <li>
            {t(
              `Tệp "${name}" nhiễm mã độc (${signature}) nên đã bị cách ly. Xin tải lên tệp sạch thay thế.`,
              `The file “${name}” is infected (${signature}) and set apart. Please upload a clean one in its place.`,
            )}
          </li>
        ))}
      </ul>
    </aside>
  )
}

/** The page of a problem or, with null, of a fault: what happened, in words, and the ways on. */
export function errorView(request: PageRequest, problem: Problem | null, resend: Resend | null): View {
  const { t } = request
  const titles: Readonly<Record<number, Words>> = {
    403: words('Không có quyền', 'Not allowed'),
    404: words('Không tìm thấy', 'Not found'),
    409: words('Chưa làm được', 'Not possible now'),
    413: words('Nội dung quá lớn', 'Too large'),
    422: words('Thông tin chưa đúng', 'Something is not right'),
    507: words('Đĩa của máy chủ đã đầy', 'The disk of the server is full'),
    503: words('Tạm thời chưa làm được', 'Not possible for the moment'),
  }
  const title =
    problem === null
      ? t('Máy chủ gặp lỗi', 'The server failed')
      : t(titles[problem.status] ?? words('Chưa làm được', 'Not possible now'))
  // A file that is not handed out, a record that is gone: back to where its link stands.
  const from = resend === null ? formerPage(request.headers, request.url) : null
  const back = from !== null && from !== request.url.pathname + request.url.search && request.mayOpen(from)
  return {
    title,
    status: problem?.status ?? 500,
    body: (
      <div class="panel max-w-prose">
        <p>{t(problem?.words ?? faultWords())}</p>
        {problem === null || problem.fields.length === 0 ? null : (
          <ul class="mt-2 list-disc pl-5">
            {problem.fields.map((field) => (
              <li>{t(field.words)}</li>
            ))}
          </ul>
        )}
        {resend === null ? null : <ResendForm resend={resend} say={t} />}
        <p class="hint mt-2">
          {t('Mã yêu cầu', 'Request number')}: <code>{requestId()}</code>
        </p>
        <p class="mt-4 flex flex-wrap gap-3">
          {back ? (
            <a class="btn border-base-content/40 bg-base-100" href={from}>
              {t('Quay lại', 'Back')}
            </a>
          ) : null}
          <a class={`btn ${resend === null ? 'btn-primary' : 'border-base-content/40 bg-base-100'}`} href="/">
            {t('Về trang đầu', 'To the first page')}
          </a>
          {request.actor.userId === null ? (
            <a class="btn border-base-content/40 bg-base-100" href="/sign-in">
              {t('Đăng nhập', 'Sign in')}
            </a>
          ) : null}
        </p>
      </div>
    ),
  }
}
