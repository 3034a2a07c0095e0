import { words } from '../platform/language.ts'
import { freshForm, type PageRequest, page, type View } from '../platform/page.ts'
import { states, type Tone } from '../platform/states.ts'
import * as ui from '../ui/index.ts'
import { Charts } from './styles-charts.tsx'
import { Piece } from './styles-piece.tsx'

/* Every piece of src/ui as it looks. Served by `npm run dev` alone: the build leaves this file out (`NSCL_STYLES` in build.mjs). */

const tones: readonly Tone[] = ['neutral', 'info', 'success', 'warning', 'error']
const toneStates = states({
  usual: { ...words('Đang thực hiện', 'Under way'), tone: 'info' },
  late: { ...words('Quá hạn', 'Overdue'), tone: 'error' },
})

/** What every page is made of. */
export const stylesPage = page({
  route: 'GET /styles',
  may: ['public'],
  run(request): Promise<View> {
    return Promise.resolve({
      title: request.t('Các mảnh giao diện', 'The pieces of the pages'),
      lead: request.t(
        'Chỉ có khi phát triển; mỗi mảnh dưới tên của nó trong src/ui.',
        'In development alone; each piece under its name in src/ui.',
      ),
      body: (
        <>
          <Text request={request} />
          <Figures request={request} />
          <Forms request={request} />
          <Records request={request} />
          <Charts request={request} />
        </>
      ),
    })
  },
})

function Text({ request: { t, language } }: { request: PageRequest }) {
  return (
    <ui.Section title={t('Chữ và dấu hiệu', 'Words and marks')} id="words">
      <Piece name="Badge">
        <p class="flex flex-wrap gap-3">
          {tones.map((tone) => (
            <ui.Badge tone={tone}>{tone}</ui.Badge>
          ))}
        </p>
      </Piece>
      <Piece name="ArticleText">
        <ui.ArticleText text={'## Lorem\n\n**Một** đoạn'} pictures={new Map()} />
      </Piece>
      <Piece name="Markdown">
        <ui.Markdown text={'**Một** đoạn\n\n1. Bước một\n2. Bước hai'} />
      </Piece>
      <Piece name="StateBadge">
        {toneStates.keys.map((is) => (
          <>
            <ui.StateBadge of={toneStates} is={is} t={t} />{' '}
          </>
        ))}
      </Piece>
      <Piece name="Notice">
        {tones.map((tone) => (
          <ui.Notice tone={tone} title={tone}>
            {t('Một thông báo trong trang.', 'A message in the page.')}
          </ui.Notice>
        ))}
      </Piece>
      <Piece name="Empty">
        <ui.Empty action={<ui.LinkButton href="/styles">{t('Thêm', 'Add')}</ui.LinkButton>}>
          {t('Chưa có gì.', 'Nothing yet.')}
        </ui.Empty>
      </Piece>
      <Piece name="LinkButton">
        <p class="flex flex-wrap gap-2">
          {(['primary', 'plain', 'danger'] as const).map((kind) => (
            <>
              <ui.LinkButton href="/styles" kind={kind}>
                {kind}
              </ui.LinkButton>
              <ui.LinkButton href="/styles" kind={kind} small>
                {kind}
              </ui.LinkButton>
            </>
          ))}
        </p>
      </Piece>
      <Piece name="Fold">
        <ui.Fold label={t('Mở ra', 'Open')}>{t('Phần dài.', 'A long part.')}</ui.Fold>
      </Piece>
      <Piece name="Section">
        <ui.Section title={t('Một phần', 'A part')} id="a-part" lead="Lorem ipsum" fold>
          Lorem ipsum
        </ui.Section>
      </Piece>
      <Piece name="Facts">
        <ui.Facts
          items={[
            ['Một', '1'],
            ['Hai', null],
          ]}
        />
      </Piece>
      <Piece name="CorrectedFields">
        <ui.CorrectedFields
          changes={[
            {
              label: words('Ngày', 'Day'),
              before: words('01/02/2025', '01/02/2025'),
              after: words('02/02/2025', '02/02/2025'),
            },
          ]}
          reason="…"
          t={t}
        />
      </Piece>
      <Piece name="Timeline">
        <ui.Timeline
          items={[
            { title: t('Đã nộp', 'Filed'), at: '2026-11-23', done: true },
            { title: t('Quyết định', 'Decision'), done: false },
          ]}
        />
      </Piece>
      <Piece name="Day">
        <ui.Day day="2026-11-23" />
      </Piece>
      <Piece name="Moment">
        <ui.Moment at="2026-11-23T07:05:00Z" />
      </Piece>
      <Piece name="Dong">
        <ui.Dong amount={1_234_567_890n} language={language} />
      </Piece>
      <Piece name="Millions">
        <ui.Millions amount={1_234_567_890n} language={language} />
        {' · '}
        <ui.Millions amount={12_345n} language={language} />
      </Piece>
      <Piece name="Amount">
        <ui.Amount amount={1_234_567_890n} unit="million" language={language} />
        {' · '}
        <ui.Amount amount={1_234_567_890n} unit="dong" language={language} />
      </Piece>
    </ui.Section>
  )
}

function Figures({ request }: { request: PageRequest }) {
  const { t, language } = request
  return (
    <ui.Section title={t('Số liệu', 'Figures')} id="figures">
      <Piece name="Figure">
        <ui.Figure href="/styles" label={t('minh chứng', 'evidence')}>
          12
        </ui.Figure>
      </Piece>
      <Piece name="OpenLink">
        <ui.OpenLink request={request} href="/accounts">
          /accounts
        </ui.OpenLink>
      </Piece>
      <Piece name="FileLink">
        <ui.FileLink file={null} t={t} />
      </Piece>
      <Piece name="QrPicture">
        <ui.QrPicture text={request.system.config.publicUrl} label="QR" />
      </Piece>
      <Piece name="LabelSheet">
        <ui.LabelSheet text={request.system.config.publicUrl} label="QR" lines={['Lorem']} />
      </Piece>
      <Piece name="Meter">
        <div class="grid max-w-sm gap-3">
          {[0, 0.4, 1, 1.6].map((share) => (
            <ui.Meter share={share} label={`${share * 100}%`} passed={0.7} />
          ))}
        </div>
      </Piece>
      <Piece name="Table">
        <ui.Table caption={t('Một bảng', 'A table')} stack>
          <thead>
            <tr>
              <th scope="col">{t('Tên', 'Name')}</th>
              <th scope="col" class="num">
                {t('Số', 'Number')}
              </th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <td data-label={t('Tên', 'Name')}>Lorem</td>
              <td class="num" data-label={t('Số', 'Number')}>
                1.234,5
              </td>
            </tr>
            <tr class="sum">
              <td>{t('Tổng cộng', 'Grand total')}</td>
              <td class="num">1.234,5</td>
            </tr>
          </tbody>
        </ui.Table>
      </Piece>
      <Piece name="RecordTable">
        <ui.RecordTable
          caption={t('Bảng bản ghi', 'A table of records')}
          stack
          rows={[1, 2]}
          columns={[
            { head: t('Tên', 'Name'), cell: () => 'Lorem' },
            { head: t('Số', 'Number'), num: true, cell: (row) => row },
          ]}
        />
      </Piece>
      <Piece name="FactCells">
        <table class="grid-table">
          <tbody>
            <tr>
              <ui.FactCells of={[[t('Tên', 'Name'), 'Lorem']]} />
            </tr>
          </tbody>
        </table>
      </Piece>
      <Piece name="YearTable">
        <ui.YearTable
          t={t}
          language={language}
          caption={t('Dự toán (triệu đồng)', 'Budget (million đồng)')}
          lines={[
            {
              code: 'I',
              parent: null,
              quantity: null,
              note: null,
              total: 140_000_000,
              years: { 2024: 70_000_000, 2025: 70_000_000 },
            },
          ]}
          years={[2024, 2025]}
          total={140_000_000}
          yearTotals={{ 2024: 70_000_000, 2025: 70_000_000 }}
          show={() => 'Lorem'}
        />
      </Piece>
    </ui.Section>
  )
}

/** A form with something wrong in it, so that its reasons show. */
function Forms({ request }: { request: PageRequest }) {
  const { t } = request
  const form = {
    ...freshForm({ name: 'Lorem', kind: 'two' }),
    errors: [{ field: 'amount', words: words('Phải là một số tiền.', 'Must be an amount.') }],
    problem: words('Thông tin chưa đúng.', 'Something is not right.'),
  }
  const f = ui.fields(form, t)
  const choices = [
    { value: 'one', label: 'One' },
    { value: 'two', label: 'Two' },
  ]
  return (
    <ui.Section title={t('Biểu mẫu', 'Forms')} id="forms">
      <Piece name="AskedText">
        <ui.AskedText request={request} name="asked" label="Lorem" hint="hint" />
      </Piece>
      <Piece name="AskedChoice">
        <ui.AskedChoice request={request} name="chosen" label="Lorem" choices={choices} none="—" />
      </Piece>
      <Piece name="FormProblem">
        <ui.FormProblem form={form} t={t} />
      </Piece>
      <Piece name="Form">
        <ui.Form form={form} t={t} action="/styles" submit="Lorem" cancel="/styles">
          {f.text('name', { label: 'text', hint: 'hint' })}
          {f.area('note', { label: 'area' })}
          {f.money('amount', { label: 'money', required: true })}
          {f.number('count', { label: 'number' })}
          {f.date('day', { label: 'date' })}
          {f.select('kind', { label: 'select', choices })}
          {f.radio('way', { label: 'radio', choices })}
          {f.check('agreed', { label: 'check' })}
          {f.checks('many', { label: 'checks', choices })}
          {f.file('paper', { label: 'file' })}
        </ui.Form>
      </Piece>
      <Piece name="PostButton">
        <ui.PostButton action="/styles" label="Lorem" once="styles" />
      </Piece>
      <Piece name="RetractForm">
        <ui.RetractForm
          form={freshForm()}
          t={t}
          action="/styles"
          question="Lorem"
          submit="Lorem"
          hint="Lorem"
        />
      </Piece>
    </ui.Section>
  )
}

function Records({ request: { t } }: { request: PageRequest }) {
  const row = { retractedOn: '2026-11-23', retraction: 'Lorem' }
  return (
    <ui.Section title="Record" id="records">
      <Piece name="Stepper">
        <ui.Stepper
          t={t}
          steps={[
            { label: 'Lorem', at: 'past', on: '2026-11-23' },
            { label: 'Ipsum', at: 'now' },
            { label: 'Dolor', at: 'ahead' },
          ]}
        />
      </Piece>
      <Piece name="Conditions">
        <ui.Conditions
          t={t}
          title="Lorem"
          conditions={[true, false].map((met) => ({
            name: met ? 'Lorem' : 'Ipsum',
            met,
            outcome: <ui.Badge tone={met ? 'success' : 'error'}>{met ? 'Met' : 'Not met'}</ui.Badge>,
            considered: 'Lorem',
            basis: 'Ipsum',
          }))}
        />
      </Piece>
      <Piece name="Counts">
        <ui.Counts row={row} t={t} />
      </Piece>
      <Piece name="RetractedNotice">
        <ui.RetractedNotice row={row} title={t('Đã rút', 'Withdrawn')} />
      </Piece>
    </ui.Section>
  )
}
