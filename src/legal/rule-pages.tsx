import { type Translate, type Words, words } from '../platform/language.ts'
import {
  type FormState,
  type FormValues,
  freshForm,
  type Page,
  type PageRequest,
  page,
  receiver,
} from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { Facts, type Fields, Form, fields, formPage, Section } from '../ui/index.ts'
import { addRule, confirmRule, correctTerms, endRule } from './commands.ts'
import type { InstrumentRow } from './instrument-queries.ts'
import { listLaw } from './queries.ts'
import {
  type FormKind,
  formKindOf,
  formKinds,
  formOfValue,
  smeClasses,
  smeGroups,
  valueOfForm,
} from './rule-form.ts'
import type { RuleRow } from './rule-rows.ts'
import { lawCrumbs } from './rule-views.tsx'
import { classNames, groupNames, ownWays, sectorBases, valueWords } from './rules.ts'
import { TermRows } from './term-rows.tsx'
import { closedUp, termsKey } from './terms-form.ts'

const kindNames: Readonly<Record<FormKind, Words>> = {
  'sme.thresholds': words('Tiêu chí doanh nghiệp nhỏ và vừa', 'SME thresholds'),
  'sme.sector': words('Lĩnh vực của doanh nghiệp', 'Sector of an enterprise'),
  'plan.priority': words('Thứ tự ưu tiên', 'Order of priority'),
  'report.deadline': words('Thời hạn báo cáo', 'Report deadline'),
  'counterpart.turn': words('Vốn đối ứng của lượt hỗ trợ', 'Own money of support turns'),
  terms: words('Quy định của một thủ tục', 'Terms of a procedure'),
}

async function lawOf(request: PageRequest) {
  const law = await request.execute(listLaw, {})
  return { instruments: law.instruments, rules: law.rules }
}

function kindOf(value: string | null): FormKind {
  return formKinds.find((kind) => kind === value) ?? 'sme.thresholds'
}

/** What a new value starts from: the rule whose next value it is. */
function startOf(rule: RuleRow, kind: FormKind): FormValues {
  return {
    ...(kind === 'terms' ? { known: rule.key } : {}),
    instrumentId: String(rule.instrumentId),
    article: rule.article,
    name: rule.name,
    nameEn: rule.nameEn,
    ...formOfValue(kind, rule.value),
  }
}

async function newRuleView(request: PageRequest, typed?: { form: FormState; kind: FormKind }) {
  const { t, url } = request
  const { instruments, rules } = await lawOf(request)
  const from = rules.find((rule) => String(rule.id) === url.searchParams.get('from'))
  const kind =
    typed?.kind ?? (from === undefined ? null : formKindOf(from.key)) ?? kindOf(url.searchParams.get('kind'))
  const form = typed?.form ?? freshForm(from === undefined ? {} : startOf(from, kind))
  const f = fields(form, t)
  return {
    title: `${t('Quy tắc', 'Rule')}: ${t(kindNames[kind])}`,
    lead: t(
      'Giá trị mới áp dụng từ ngày có hiệu lực; giá trị trước tự kết thúc vào hôm trước. Quyết định đã ban hành giữ giá trị của ngày ra quyết định.',
      'The new value holds from its first day; the one before ends on the day before. Decisions already made keep the value of their day.',
    ),
    breadcrumbs: lawCrumbs(request),
    body: (
      <>
        <nav
          class="no-print mb-4 flex flex-wrap gap-x-4 gap-y-1"
          aria-label={t('Loại quy tắc', 'Kind of rule')}
        >
          {formKinds.map((each) =>
            each === kind ? (
              <b>{t(kindNames[each])}</b>
            ) : (
              <a href={`/legal/rules/new?kind=${each}`}>{t(kindNames[each])}</a>
            ),
          )}
        </nav>
        <Section>
          <Form
            form={form}
            t={t}
            action={`/legal/rules/new?kind=${kind}`}
            submit={t('Thêm', 'Add')}
            cancel="/legal"
            wide={kind === 'terms'}
          >
            {kind === 'terms'
              ? f.select('known', {
                  label: t('Quy tắc', 'Rule'),
                  empty: t('Quy tắc mới', 'A new rule'),
                  choices: termRules(rules).map((row) => ({
                    value: row.key,
                    label: t(row.name, row.nameEn),
                  })),
                  hint: t(
                    'Chọn quy tắc đã có khi nhập giá trị mới của quy tắc đó.',
                    'Choose a rule that is there when you enter a new value of it.',
                  ),
                })
              : null}
            {sourceFields(f, t, instruments)}
            <ValueFields request={request} kind={kind} form={form} />
            {f.date('validFrom', { label: t('Có hiệu lực từ ngày', 'Valid from'), required: true })}
            {f.date('validTo', { label: t('Hết hiệu lực sau ngày', 'Valid to') })}
          </Form>
        </Section>
      </>
    ),
  }
}

/** The rules of terms, each once. */
const termRules = (rules: readonly RuleRow[]) =>
  rules.filter(
    ({ key }, place) =>
      formKindOf(key) === 'terms' && rules.findIndex((other) => other.key === key) === place,
  )

/** Which instrument and article a rule stands on, and what it is called. */
const sourceFields = (
  f: Fields<'instrumentId' | 'article' | 'name' | 'nameEn'>,
  t: Translate,
  instruments: readonly InstrumentRow[],
) => (
  <>
    {f.select('instrumentId', {
      label: t('Văn bản', 'Instrument'),
      required: true,
      empty: t('Chọn văn bản', 'Choose an instrument'),
      choices: instruments.map((row) => ({
        value: row.id,
        label: `${row.number}: ${t(row.title, row.titleEn)}`.slice(0, 120),
      })),
    })}
    {f.text('article', { label: t('Điều, khoản', 'Article'), required: true })}
    {f.text('name', { label: t('Tên quy tắc', 'Name of the rule'), required: true })}
    {f.text('nameEn', { label: t('Tên tiếng Anh', 'Name in English'), required: true })}
  </>
)

function ValueFields({
  request: { t },
  kind,
  form,
}: {
  request: PageRequest
  kind: FormKind
  form: FormState
}) {
  const f = fields(form, t)
  if (kind === 'terms') return <TermRows form={form} t={t} />
  if (kind === 'plan.priority') {
    return f.text('value.order', {
      label: t('Mã tiêu chí theo thứ tự', 'Codes of the criteria in order'),
      hint: 'a, b, c, d, đ',
      required: true,
    })
  }
  if (kind === 'sme.sector') {
    return f.radio('value.basis', {
      label: t('Lĩnh vực xác định theo', 'The sector goes by'),
      choices: sectorBases.choices(t),
      required: true,
    })
  }
  if (kind === 'counterpart.turn') {
    return (
      <>
        {f.radio('value.way', {
          label: t('Chi ngân sách và vốn đối ứng', 'State money and own money'),
          choices: ownWays.choices(t),
          required: true,
        })}
        {f.number('value.advancePercent', {
          label: t('Tạm ứng lần đầu tối đa (%)', 'First advance at most (%)'),
          required: true,
        })}
        {f.text('value.advanceSource', {
          label: t('Điều, khoản của tạm ứng', 'Article on advances'),
          required: true,
        })}
      </>
    )
  }
  if (kind === 'report.deadline') {
    return (
      <>
        {f.number('value.day', { label: t('Ngày', 'Day'), required: true })}
        {f.number('value.month', { label: t('Tháng', 'Month'), required: true })}
        {f.check('value.before', {
          label: t('Trước ngày này (chính ngày này là muộn)', 'Before this day (the day itself is late)'),
        })}
      </>
    )
  }
  return (
    <>
      {smeGroups.map((group) => (
        <fieldset class="grid gap-3 rounded-box border border-base-300 p-3">
          <legend class="px-1 font-semibold">{t(groupNames[group])}</legend>
          {smeClasses.map((name, place) => (
            <div class="grid gap-3 sm:grid-cols-3">
              {f.number(`value.groups.${group}.${place}.labour`, {
                label: `${t(classNames[name])}: ${t('lao động đến', 'labour to')}`,
                hint: t('Người', 'Persons'),
                required: true,
              })}
              {f.money(`value.groups.${group}.${place}.revenue`, {
                label: t('doanh thu đến', 'revenue to'),
                hint: t('Đồng', 'Đồng'),
                required: true,
              })}
              {f.money(`value.groups.${group}.${place}.capital`, {
                label: t('nguồn vốn đến', 'capital to'),
                hint: t('Đồng', 'Đồng'),
                required: true,
              })}
            </div>
          ))}
        </fieldset>
      ))}
    </>
  )
}

const newRulePage = page({
  route: 'GET /legal/rules/new',
  for: addRule,
  run: (request) => newRuleView(request),
})

const addRulePage = receiver({
  command: addRule,
  address: '/legal/rules/new',
  input: async (values, request) => {
    const kind = kindOf(request.url.searchParams.get('kind'))
    const value = valueOfForm(kind, values)
    if (kind !== 'terms') return { key: kind, value }
    const taken = termRules((await lawOf(request)).rules).map(({ key }) => key)
    const chosen = taken.find((key) => key === values.known)
    return { key: chosen ?? termsKey(String(values.nameEn ?? ''), taken), value }
  },
  done: () => ({ to: '/legal', message: words('Đã thêm quy tắc.', 'The rule is added.') }),
  again: (request, form) =>
    newRuleView(request, {
      form: { ...form, values: closedUp(form.values) },
      kind: kindOf(request.url.searchParams.get('kind')),
    }),
})

async function ruleOf(request: PageRequest, which: (rule: RuleRow) => boolean = () => true) {
  const { rules, instruments } = await lawOf(request)
  const rule = rules.find((each) => String(each.id) === request.params.id)
  if (rule === undefined || !which(rule)) throw notFound(words('quy tắc', 'Rule'))
  return { rule, instruments }
}

const correct = formPage({
  command: correctTerms,
  address: '/legal/rules/{id}/correction',
  record: (request) => ruleOf(request, ({ key }) => formKindOf(key) === 'terms'),
  title: ({ t, record: { rule } }) => `${t('Sửa quy tắc', 'Correct a rule')}: ${t(rule.name, rule.nameEn)}`,
  lead: words(
    'Sửa chỗ nhập sai so với văn bản. Khi chính văn bản thay đổi, xin nhập giá trị mới để giữ lại giá trị cũ.',
    'Puts right what was entered otherwise than the instrument says. When the instrument itself changed, enter a new value, so that the old one stays.',
  ),
  crumbs: lawCrumbs,
  initial: ({ rule }) => ({ ...startOf(rule, 'terms'), checked: rule.toCheck ? '' : 'true' }),
  input: (values) => ({ value: valueOfForm('terms', values) }),
  fields: ({ f, t, form, record: { instruments } }) => (
    <>
      {sourceFields(f, t, instruments)}
      <TermRows form={{ ...form, values: closedUp(form.values) }} t={t} />
      {f.check('checked', { label: t('Đã đối chiếu với văn bản gốc', 'Held against the original') })}
      {f.area('reason', { label: t('Lý do sửa', 'Why it is corrected'), required: true, rows: 2 })}
    </>
  ),
  submit: words('Lưu', 'Save'),
  wide: true,
  cancel: '/legal',
  done: ({ id }) => ({
    to: `/legal#rule-${id}`,
    message: words('Đã sửa quy tắc.', 'The rule is corrected.'),
  }),
})

const end = formPage({
  command: endRule,
  address: '/legal/rules/{id}/end',
  record: async (request) => (await ruleOf(request)).rule,
  title: ({ t, record: rule }) =>
    `${t('Kết thúc hiệu lực của quy tắc', 'End a rule')}: ${t(rule.name, rule.nameEn)}`,
  crumbs: lawCrumbs,
  above: ({ t, record: rule }) => (
    <Section>
      <Facts
        items={[
          [t('Căn cứ', 'Basis'), `${rule.article}, ${rule.instrument}`],
          [t('Giá trị', 'Value'), valueWords(rule.key, rule.value).map((words) => <p>{t(words)}</p>)],
        ]}
      />
    </Section>
  ),
  fields: ({ f, t }) => (
    <>
      <p class="hint">{t('Sau ngày này không còn giá trị nào áp dụng.', 'After this day no value holds.')}</p>
      {f.date('validTo', { label: t('Ngày cuối cùng', 'Last day'), required: true })}
    </>
  ),
  submit: words('Kết thúc', 'End'),
  kind: 'danger',
  cancel: '/legal',
  done: () => ({ to: '/legal', message: words('Đã kết thúc quy tắc.', 'The rule is ended.') }),
})

const confirmPage = receiver({
  command: confirmRule,
  address: '/legal/rules/{id}/confirm',
  done: () => ({ to: '/legal', message: words('Đã ghi là đã đối chiếu.', 'Marked as checked.') }),
})

export const rulePages: readonly Page[] = [
  newRulePage,
  addRulePage,
  ...correct.pages,
  ...end.pages,
  confirmPage,
]
