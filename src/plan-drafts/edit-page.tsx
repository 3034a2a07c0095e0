import { words } from '../platform/language.ts'
import {
  type FormState,
  type FormValues,
  fillingOf,
  freshForm,
  type Page,
  type PageRequest,
  type PageResult,
  page,
  submit,
  type View,
} from '../platform/page.ts'
import { conflict, refuse } from '../platform/problem.ts'
import { Form, Notice, Section } from '../ui/index.ts'
import { columnsOf, columnsTyped, sourcesMoved, withoutSources } from './budget-form.ts'
import { BudgetGrid } from './budget-grid.tsx'
import { editDraft } from './commands.ts'
import { DraftDocument, emptyDraft } from './draft.ts'
import { type Editing, FieldInputs, ListFields, Quoted } from './edit-form.tsx'
import { type FormList, textOf } from './form-fields.ts'
import { showDraft } from './queries.ts'
import type { Draft } from './result-items.tsx'
import { missingOf } from './review.ts'
import { crumbs, placeName } from './review-page.tsx'
import { isLong, longest, merged, windowed, windowSize, windowStart } from './row-window.ts'
import { blankRow, partOfValues, rowsOf, valuesOfPart, withRows } from './section-form.ts'
import { partForm } from './section-specs.ts'
import { type PartKey, partKeys, partNames, partOfPath } from './sections.ts'
import { summed } from './sums.ts'
import { fieldAnchor } from './words.ts'

/* One part of a draft as a plain form: rows can be added, put in between and taken out without a script. */

function partNamed(text: string | null | undefined): PartKey {
  return partKeys.find((part) => part === text) ?? 'identity'
}

/** Empty rows below those that are there. */
function withBlanks(values: FormValues, list: FormList, count: number): FormValues {
  const blanks = Array.from({ length: count }, () => blankRow(list))
  return withRows(values, list.path, [...rowsOf(values, list.path), ...blanks])
}

async function editForm(request: PageRequest, part: PartKey, form: FormState | null): Promise<View> {
  const { t } = request
  const draft: Draft = await request.execute(showDraft, { id: request.params.id })
  if (draft.state !== 'open') {
    throw conflict(
      'drafts.closed',
      words('Bản thảo này không còn sửa được.', 'This draft can no longer be changed.'),
    )
  }
  const shown = form ?? freshOf(part, draft, windowStart(request.url.searchParams.get('from')))
  const spec = partForm(part, columnsTyped(shown.values))
  const stale = form !== null && textOf(form.values.version) !== String(draft.version)
  const editing: Editing = { request, draft, form: shown, spec }
  const missing = missingOf(draft.document).filter(({ field }) => partOfPath(field) === part)
  return {
    title: t(partNames[part]),
    lead: draft.label,
    breadcrumbs: [...crumbs(request), { label: draft.label, href: `/plan-drafts/${draft.id}` }],
    body: (
      <>
        <nav class="no-print mb-4 flex flex-wrap gap-x-4 gap-y-1" aria-label={t('Các phần', 'Parts')}>
          {partKeys.map((key) =>
            key === part ? (
              <b aria-current="page">{t(partNames[key])}</b>
            ) : (
              <a href={`/plan-drafts/${draft.id}/edit?part=${key}`}>{t(partNames[key])}</a>
            ),
          )}
        </nav>
        {stale ? (
          <Notice tone="warning" live>
            {t(
              'Bản thảo đã được người khác sửa sau khi bạn mở trang này. Lưu lần nữa sẽ lấy nội dung của bạn cho phần này; ',
              'Somebody else changed the draft after you opened this page. Saving again takes your content for this part; ',
            )}
            <a href={`/plan-drafts/${draft.id}#p-${part}`} target="_blank" rel="noopener">
              {t('xem bản hiện nay (trang mới)', 'see it as it is now (new page)')}
            </a>
            .
          </Notice>
        ) : null}
        {form !== null || missing.length === 0 ? null : (
          <Notice tone="warning" title={t('Phần này còn thiếu', 'Missing in this part')}>
            <ul class="list-disc pl-5">
              {missing.slice(0, 30).map(({ field, words }) => (
                <li>
                  <a href={`#${fieldAnchor(draft.document, field)}`}>{placeName(t, draft, field)}</a>:{' '}
                  {t(words)}
                </li>
              ))}
            </ul>
          </Notice>
        )}
        <Section>
          <Form
            form={shown}
            t={t}
            action={`/plan-drafts/${draft.id}/edit?part=${part}`}
            submit={t('Lưu phần này', 'Save this part')}
            cancel={`/plan-drafts/${draft.id}#p-${part}`}
            wide
          >
            {/* Enter in a field sends the first button of a form: it must be the one that saves. */}
            <button class="sr-only" type="submit" tabindex={-1}>
              {t('Lưu', 'Save')}
            </button>
            <Window editing={editing} part={part} />
            <input type="hidden" name="part" value={part} />
            <input type="hidden" name="version" value={String(draft.version)} />
            {part === 'budget' ? <BudgetGrid editing={editing} /> : <PlainPart editing={editing} />}
          </Form>
        </Section>
      </>
    ),
  }
}

/** The hundreds of a long list, and which of them the form holds. */
function Window({ editing, part }: { editing: Editing; part: PartKey }) {
  const { draft, form, request, spec } = editing
  const { t } = request
  if (form.values._from === undefined || !isLong(draft.document, spec.lists)) return null
  const from = windowStart(textOf(form.values._from))
  const starts = Array.from(
    { length: Math.ceil(longest(draft.document, spec.lists) / windowSize) },
    (_, index) => index * windowSize,
  )
  return (
    <>
      <input type="hidden" name="_from" value={String(from)} />
      <nav class="flex flex-wrap gap-3" aria-label={t('Các dòng', 'Rows')}>
        <span class="hint">
          {t(
            'Danh sách dài, xin lưu trước khi sang nhóm khác:',
            'A long list; please save before you go to others:',
          )}
        </span>
        {starts.map((start) => {
          const label = `${start + 1} - ${start + windowSize}`
          return start === from ? (
            <b>{label}</b>
          ) : (
            <a href={`/plan-drafts/${draft.id}/edit?part=${part}&from=${start}`}>{label}</a>
          )
        })}
      </nav>
    </>
  )
}

function PlainPart({ editing }: { editing: Editing }) {
  const { spec, request, form } = editing
  return (
    <>
      <input type="hidden" name="_unit" value={textOf(form.values._unit)} />
      {spec.fields.length === 0 ? null : (
        <div class="grid gap-4 sm:grid-cols-2">
          {spec.fields.map((field) => (
            <div class={field.kind === 'words' || field.kind === 'longWords' ? 'sm:col-span-2' : ''}>
              <FieldInputs editing={editing} field={field} name={field.name} hintPath={field.name} />
              <Quoted editing={editing} path={field.kind === 'longWords' ? field.name : null} />
            </div>
          ))}
        </div>
      )}
      {spec.groups.map((group) => (
        <fieldset class="rounded-box border border-base-300 p-4" id={`f-${group.path}`}>
          <legend class="px-1 font-semibold">{request.t(group.label)}</legend>
          <p class="hint mb-2">
            {request.t('Để trống tất cả nếu không có.', 'Leave all empty when there is none.')}
          </p>
          <Quoted editing={editing} path={group.path} />
          <div class="grid gap-3 sm:grid-cols-2">
            {group.fields.map((field) => {
              const name = field.name === '' ? group.path : `${group.path}.${field.name}`
              return <FieldInputs editing={editing} field={field} name={name} hintPath={name} />
            })}
          </div>
        </fieldset>
      ))}
      {spec.lists.map((list) => (
        <ListFields editing={editing} list={list} />
      ))}
    </>
  )
}

function freshOf(part: PartKey, draft: Draft, from: number): FormState {
  let values: FormValues = { ...valuesOfPart(part, draft.document), version: String(draft.version) }
  const { lists } = partForm(part, columnsOf(draft.document.budget))
  if (isLong(draft.document, lists)) values = windowed(values, lists, from)
  for (const list of lists) {
    values = withBlanks(values, list, rowsOf(values, list.path).length === 0 ? 2 : 1)
  }
  return freshForm(values)
}

/** The buttons inside the form change what is shown and save nothing; null when none was pressed. */
function changedForm(part: PartKey, values: FormValues): FormState | null {
  const pressed = (name: string) => textOf(values[name])
  const { _more, _insert, _sum, _check, ...rest } = values
  const form = (next: FormValues): FormState => ({
    values: next,
    errors: partOfValues(part, next).problems,
    problem: null,
    once: fillingOf(values),
  })
  const lists = partForm(part, columnsTyped(values)).lists
  const more = lists.find(({ path }) => path === pressed('_more'))
  if (more !== undefined) return form(withBlanks(rest, more, 3))
  const [, path = '', place = ''] = /^(.+)\.(\d{1,5})$/.exec(pressed('_insert')) ?? []
  const into = lists.find((list) => list.path === path)
  if (into !== undefined)
    return form(withRows(rest, path, rowsOf(rest, path).toSpliced(Number(place) + 1, 0, blankRow(into))))
  if (pressed('_check') !== '') return form(sourcesMoved(rest) ? reshown(rest, (budget) => budget) : rest)
  if (pressed('_sum') !== '') return form(reshown(rest, summed))
  return null
}

/** The form with the budget that is typed changed, such as its sums reckoned; as it is when an amount cannot be read. */
function reshown(
  values: FormValues,
  change: (budget: DraftDocument['budget']) => DraftDocument['budget'],
): FormValues {
  const { content, rows, problems } = partOfValues('budget', values)
  const budget = DraftDocument.shape.budget.safeParse(content.budget)
  if (problems.length > 0 || !budget.success) return values
  // Shown in the unit that it was typed in, whatever unit has been chosen for the document meanwhile.
  const unit = textOf(values._unit) === '1' ? 1 : 1_000_000
  const reckoned = { ...emptyDraft(), budget: { ...change(budget.data), unit } }
  const { _add, ...shown } = withRows(withoutSources(values), 'budget.lines', [])
  const was = Object.fromEntries(
    (rows['budget.lines'] ?? []).map((before, place) => [
      `budget.lines.${place}._was`,
      before === null ? '' : String(before),
    ]),
  )
  return { ...shown, ...valuesOfPart('budget', reckoned), ...was, 'budget.unit': values['budget.unit'] }
}

async function send(request: PageRequest): Promise<PageResult> {
  const part = partNamed(request.url.searchParams.get('part'))
  const { id } = request.params
  const { document } = await request.execute(showDraft, { id })
  return submit(request, editDraft, {
    input: (values) => {
      const { content, rows, problems } = partOfValues(part, values)
      refuse(problems)
      const { lists } = partForm(part, columnsTyped(values))
      return { id, version: values.version, part, ...merged(document, lists, values, { content, rows }) }
    },
    done: ({ id }) => ({
      to: `/plan-drafts/${id}#p-${part}`,
      message: request.t('Đã lưu phần này của bản thảo.', 'This part of the draft is saved.'),
    }),
    again: (form) => editForm(request, part, form),
  })
}

export const editPages: readonly Page[] = [
  page({
    route: 'GET /plan-drafts/{id}/edit',
    for: editDraft,
    run: (request) => editForm(request, partNamed(request.url.searchParams.get('part')), null),
  }),
  page({
    route: 'POST /plan-drafts/{id}/edit',
    for: editDraft,
    async run(request) {
      const part = partNamed(request.url.searchParams.get('part'))
      const changed = changedForm(part, await request.form())
      return changed === null ? send(request) : editForm(request, part, changed)
    },
  }),
]
